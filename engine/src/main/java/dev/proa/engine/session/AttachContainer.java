package dev.proa.engine.session;

import dev.proa.engine.container.AttachOptions;
import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.ContainerStatus;
import dev.proa.engine.container.LogOptions;
import dev.proa.engine.container.LogStream;
import dev.proa.engine.container.OutputSink;
import dev.proa.engine.container.StdStream;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.lifecycle.AttachmentPoint;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.Run;
import dev.proa.runtime.LiveContainer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code attach}: takes hold of the streams of a container's startup command, also before it is started. */
public final class AttachContainer {
    private final ContainerEvents events;
    private final ReadLogs logs;

    public AttachContainer(ContainerEvents events, ReadLogs logs) {
        this.events = events;
        this.logs = logs;
    }

    /** @param reference what the user called the container */
    public Attachment attach(String reference, Container container, AttachOptions options) {
        boolean tty = container.definition().config().tty();
        @Nullable DetachKeys keys = tty || options.detachKeys() != null ? DetachKeys.parse(options.detachKeys()) : null;
        if (container.state().status() == ContainerStatus.PAUSED) {
            throw new Conflict("container " + reference + " is paused, unpause the container before attach");
        }
        boolean input = options.stdin() && container.definition().config().openStdin();
        ContainerAttachment attachment = new ContainerAttachment(
                container,
                new StreamAttachment.Wanted(input, options.stdout(), options.stderr()),
                tty && options.stdin() ? keys : null,
                () -> events.publish(container, "detach"));
        @Nullable
        LogStream past = options.logs() && (options.stdout() || options.stderr())
                ? logs.read(container, everything(options))
                : null;
        if (options.stream()) {
            attachment.connectOrWait();
        } else {
            attachment.giveUp();
        }
        events.publish(container, "attach");
        return past == null ? attachment : new WithPast(past, attachment);
    }

    /** Sets the size of the container's terminal, in characters. */
    public void resize(Container container, int rows, int columns) {
        try {
            container.runningOrConflict().process().resize(rows, columns);
        } catch (IOException failure) {
            throw new Internal("resize container " + container.id() + ": " + failure.getMessage(), failure);
        } catch (IllegalArgumentException outOfRange) {
            throw new InvalidArgument(String.valueOf(outOfRange.getMessage()));
        }
        events.publish(
                container, "resize", Map.of("height", Integer.toString(rows), "width", Integer.toString(columns)));
    }

    private static LogOptions everything(AttachOptions options) {
        return new LogOptions(options.stdout(), options.stderr(), -1, null, null, false, false);
    }

    private static final class ContainerAttachment extends StreamAttachment implements AttachmentPoint.Waiting {
        private final Container container;

        ContainerAttachment(Container container, Wanted wanted, @Nullable DetachKeys keys, Runnable whenDetached) {
            super(container.definition().config().tty(), wanted, keys, whenDetached);
            this.container = container;
        }

        /** As one operation of the container: no start can slip in between the look and the waiting. */
        void connectOrWait() {
            container.change(() -> {
                @Nullable Run run = container.run();
                if (run == null) {
                    container.attachments().add(this);
                    return;
                }
                try {
                    connect(run.process());
                } catch (IOException failure) {
                    throw new Internal("attach to container " + container.id() + ": " + failure.getMessage(), failure);
                }
            });
        }

        @Override
        public void connect(LiveContainer process) throws IOException {
            connected(process.attach(wantsInput()));
        }

        @Override
        public void close() {
            container.attachments().remove(this);
            super.close();
        }
    }

    /** First what the log holds, then what comes. */
    private record WithPast(LogStream past, Attachment present) implements Attachment {
        @Override
        public boolean tty() {
            return present.tty();
        }

        @Override
        public void copyOutput(OutputSink sink) throws IOException {
            past.transferTo(present.tty() ? raw(sink) : new FrameSplitter(sink));
            present.copyOutput(sink);
        }

        private static OutputStream raw(OutputSink sink) {
            return new OutputStream() {
                @Override
                public void write(int value) throws IOException {
                    write(new byte[] {(byte) value}, 0, 1);
                }

                @Override
                public void write(byte[] buffer, int offset, int length) throws IOException {
                    sink.write(StdStream.STDOUT, buffer, offset, length);
                }
            };
        }

        @Override
        public OutputStream stdin() {
            return present.stdin();
        }

        @Override
        public void close() {
            past.close();
            present.close();
        }
    }
}
