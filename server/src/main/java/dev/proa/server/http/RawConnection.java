package dev.proa.server.http;

import static org.eclipse.jetty.util.thread.Invocable.InvocationType.NON_BLOCKING;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A connection that no longer speaks HTTP: blocking reads and writes, one thread each, on Jetty's non-blocking end
 * point. Owned by whoever took it over.
 */
final class RawConnection extends AbstractConnection implements Connection.UpgradeTo {
    private final Semaphore readable = new Semaphore(0);
    private ByteBuffer early = ByteBuffer.allocate(0);
    private volatile @Nullable Throwable failure;

    private RawConnection(EndPoint endPoint, Executor executor) {
        super(endPoint, executor);
    }

    static RawConnection takeOver(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        RawConnection taken =
                new RawConnection(endPoint, request.getComponents().getExecutor());
        endPoint.setIdleTimeout(0);
        endPoint.upgrade(taken);
        return taken;
    }

    /** Bytes the client sent right after its request. */
    @Override
    public void onUpgradeTo(@Nullable ByteBuffer buffer) {
        if (buffer != null && buffer.hasRemaining()) {
            early = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
        }
    }

    @Override
    public void onFillable() {
        readable.release();
    }

    @Override
    public void onFillInterestedFailed(Throwable cause) {
        failure = cause;
        readable.release();
    }

    /**
     * Waits for bytes.
     *
     * @return how many were read, -1: the client sends no more
     * @throws InterruptedException when the reading thread was interrupted; the connection can no longer be read
     */
    int read(byte[] buffer) throws IOException, InterruptedException {
        if (early.hasRemaining()) {
            int length = Math.min(early.remaining(), buffer.length);
            early.get(buffer, 0, length);
            return length;
        }
        // Jetty fills what lies between position and limit, and takes an empty buffer as one to append to.
        ByteBuffer target = ByteBuffer.wrap(buffer).limit(0);
        while (true) {
            int filled = getEndPoint().fill(target);
            if (filled != 0) {
                return filled;
            }
            // Waking a waiting thread never blocks, so the selector's thread may do it.
            getEndPoint().fillInterested(Callback.from(NON_BLOCKING, this::onFillable, this::onFillInterestedFailed));
            readable.acquire();
            Throwable failed = failure;
            if (failed instanceof ClosedChannelException || failed instanceof EOFException) {
                return -1;
            } else if (failed != null) {
                throw new IOException("reading from the client failed: " + failed.getMessage(), failed);
            }
        }
    }

    /** Waits until all of it is handed to the kernel. */
    void write(ByteBuffer... buffers) throws IOException {
        if (getEndPoint().flush(buffers)) {
            return;
        }
        try (Blocker.Callback written = Blocker.callback()) {
            getEndPoint().write(written, buffers);
            written.block();
        }
    }

    /** Tells the client that no more will come; it may go on sending. */
    void shutdownOutput() {
        getEndPoint().shutdownOutput();
    }
}
