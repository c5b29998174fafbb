package dev.proa.engine.session;

import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.OutputSink;
import dev.proa.engine.container.StdStream;
import dev.proa.runtime.AttachedStreams;
import dev.proa.runtime.OutputChunk;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A client's hold on a process's streams, which may come later than the client. Owns the connection to the process from
 * the moment it is given one.
 */
class StreamAttachment implements Attachment {
    /** Which of the process's streams the client wants. */
    record Wanted(boolean stdin, boolean stdout, boolean stderr) {}

    private final boolean tty;
    private final Wanted wanted;
    private final @Nullable DetachKeys detachKeys;
    private final Runnable whenDetached;

    /** Empty when there will be no process. */
    private final CompletableFuture<Optional<AttachedStreams>> streams = new CompletableFuture<>();

    private volatile Runnable whenClosed = () -> {};

    /**
     * @param detachKeys null: none, as without a terminal
     * @param whenDetached told when the keys were typed
     */
    StreamAttachment(boolean tty, Wanted wanted, @Nullable DetachKeys detachKeys, Runnable whenDetached) {
        this.tty = tty;
        this.wanted = wanted;
        this.detachKeys = detachKeys;
        this.whenDetached = whenDetached;
    }

    /** What else ends when the detach keys are typed. */
    final void whenClosed(Runnable also) {
        whenClosed = also;
    }

    final boolean wantsInput() {
        return wanted.stdin();
    }

    /** Gives the connection; closed at once when the client has left meanwhile. */
    final void connected(AttachedStreams connection) {
        if (!streams.complete(Optional.of(connection))) {
            connection.close();
        }
    }

    /** There will be no connection. */
    public final void giveUp() {
        streams.complete(Optional.empty());
    }

    @Override
    public boolean tty() {
        return tty;
    }

    @Override
    public void copyOutput(OutputSink sink) throws IOException {
        Optional<AttachedStreams> connection = streams.join();
        if (connection.isEmpty()) {
            return;
        }
        try {
            while (true) {
                Optional<OutputChunk> chunk = connection.get().read();
                if (chunk.isEmpty()) {
                    return;
                }
                boolean error = chunk.get().stream() == OutputChunk.Stream.ERROR;
                if (error ? wanted.stderr() : wanted.stdout()) {
                    byte[] bytes = chunk.get().bytes();
                    sink.write(error ? StdStream.STDERR : StdStream.STDOUT, bytes, 0, bytes.length);
                }
            }
        } catch (ClosedChannelException detached) {
            // The client, or its keys, ended it.
        }
    }

    @Override
    public OutputStream stdin() {
        return new Input();
    }

    @Override
    public void close() {
        if (!streams.complete(Optional.empty())) {
            streams.join().ifPresent(AttachedStreams::close);
        }
    }

    private final class Input extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            Optional<AttachedStreams> connection = streams.join();
            if (connection.isEmpty() || !wanted.stdin()) {
                return;
            }
            if (detachKeys == null) {
                connection.get().write(buffer, offset, length);
                return;
            }
            DetachKeys.Typed typed = detachKeys.type(buffer, offset, length);
            if (typed.passOn().length > 0) {
                connection.get().write(typed.passOn(), 0, typed.passOn().length);
            }
            if (typed.detached()) {
                whenDetached.run();
                connection.get().close();
                StreamAttachment.this.whenClosed.run();
            }
        }

        @Override
        public void close() throws IOException {
            Optional<AttachedStreams> connection = streams.join();
            if (connection.isPresent() && wanted.stdin()) {
                connection.get().closeInput();
            }
        }
    }
}
