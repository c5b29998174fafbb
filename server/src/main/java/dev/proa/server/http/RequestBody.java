package dev.proa.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/**
 * A request's body as it comes. For one thread.
 *
 * <p>Jetty's own stream has a selector wake it for every piece that it waits for, which takes longer than a client needs to
 * send the next one of a large body: a third of a copy's time. So this one looks again for a moment before it sleeps.
 */
final class RequestBody extends InputStream {
    /** A client that is sending has sent more within this; a single processor had better be left to the client. */
    private static final long PATIENCE =
            Runtime.getRuntime().availableProcessors() == 1 ? 0 : TimeUnit.MICROSECONDS.toNanos(100);

    private final Request request;
    private Content.@Nullable Chunk current;

    RequestBody(Request request) {
        this.request = request;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        Content.Chunk chunk = chunk();
        if (Content.Chunk.isFailure(chunk)) {
            throw IO.rethrow(chunk.getFailure());
        }
        if (chunk.isLast() && !chunk.hasRemaining()) {
            return -1;
        }
        int read = chunk.get(target, offset, length);
        if (!chunk.hasRemaining()) {
            chunk.release();
            current = Content.Chunk.next(chunk);
        }
        return read;
    }

    /** What is to be read next: never empty, but at the end. */
    private Content.Chunk chunk() throws IOException {
        while (current == null) {
            Content.Chunk chunk = await();
            if (chunk.hasRemaining() || chunk.isLast() || Content.Chunk.isFailure(chunk)) {
                current = chunk;
            } else {
                chunk.release();
            }
        }
        return current;
    }

    private Content.Chunk await() throws IOException {
        while (true) {
            long begin = System.nanoTime();
            do {
                Content.Chunk chunk = request.read();
                if (chunk != null) {
                    return chunk;
                }
                Thread.onSpinWait();
            } while (System.nanoTime() - begin < PATIENCE);
            try (Blocker.Runnable more = Blocker.runnable()) {
                request.demand(more);
                more.block();
            }
        }
    }

    /** Gives back what was not read; there is no more after that. */
    @Override
    public void close() {
        if (current != null) {
            current.release();
        }
        current = Content.Chunk.EOF;
    }
}
