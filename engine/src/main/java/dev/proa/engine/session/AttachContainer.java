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
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
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
        Attachment attached = attachment;
        if (options.logs() && (options.stdout() || options.stderr())) {
            attached = withLog(container, attachment, options);
        } else if (options.stream()) {
            attachment.connectOrWait();
        } else {
            attachment.giveUp();
        }
        events.publish(container, "attach");
        return attached;
    }

    /**
     * With what was written before. Nothing tells where in the log the output begins that a running process hands to
     * who attaches now; so all of it comes from the log then, in which it stands a moment before anybody gets it.
     */
    private Attachment withLog(Container container, ContainerAttachment attachment, AttachOptions options) {
        AtomicReference<@Nullable Attachment> result = new AtomicReference<>();
        container.change(() -> {
            boolean running = options.stream() && container.run() != null;
            LogStream log = logs.read(container, everything(options, running));
            try {
                if (running) {
                    attachment.connectInput();
                } else if (options.stream()) {
                    attachment.connectOrWait();
                } else {
                    attachment.giveUp();
                }
            } catch (RuntimeException failure) {
                log.close();
                throw failure;
            }
            result.set(running ? new FromLog(log, attachment) : new WithPast(log, attachment));
        });
        return Objects.requireNonNull(result.get());
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

    private static LogOptions everything(AttachOptions options, boolean follow) {
        return new LogOptions(options.stdout(), options.stderr(), -1, null, null, false, follow);
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

        /** For a container that runs, inside an operation of it. */
        void connectInput() {
            if (!wantsInput()) {
                giveUp();
                return;
            }
            try {
                connected(container.runningOrConflict().process().attachInput());
            } catch (IOException failure) {
                throw new Internal("attach to container " + container.id() + ": " + failure.getMessage(), failure);
            }
        }

        @Override
        public void close() {
            container.attachments().remove(this);
            super.close();
        }
    }

    /** First what the log holds, then what comes: of a container that did not run when the client came. */
    private record WithPast(LogStream past, Attachment present) implements Attachment {
        @Override
        public boolean tty() {
            return present.tty();
        }

        @Override
        public void copyOutput(OutputSink sink) throws IOException {
            past.transferTo(asStream(sink, tty()));
            past.close();
            present.copyOutput(sink);
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

    /** All output from the log; the input goes to the process. */
    private record FromLog(LogStream log, StreamAttachment input) implements Attachment {
        FromLog {
            input.whenClosed(log::close); // the detach keys end it
        }

        @Override
        public boolean tty() {
            return input.tty();
        }

        @Override
        public void copyOutput(OutputSink sink) throws IOException {
            log.transferTo(asStream(sink, tty()));
        }

        @Override
        public OutputStream stdin() {
            return input.stdin();
        }

        @Override
        public void close() {
            log.close();
            input.close();
        }
    }

    private static OutputStream asStream(OutputSink sink, boolean tty) {
        if (!tty) {
            return new FrameSplitter(sink);
        }
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
}
