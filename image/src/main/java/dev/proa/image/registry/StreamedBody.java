package dev.proa.image.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A body as a stream: it asks for no more than a little ahead of its reader, and gives a silent sender up. The JDK's own
 * would wait forever.
 */
final class StreamedBody extends InputStream implements BodySubscriber<InputStream> {
    /** Deliveries asked for ahead of the reader; each has some tens of KiB. */
    private static final int AHEAD = 8;

    private final Duration idle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();
    private final Deque<Integer> deliveries = new ArrayDeque<>();
    private Flow.@Nullable Subscription subscription;
    private @Nullable Throwable failure;
    private boolean complete;
    private boolean closed;

    StreamedBody(Duration idle) {
        this.idle = idle;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        lock.lock();
        try {
            if (closed) {
                given.cancel();
                return;
            }
            subscription = given;
        } finally {
            lock.unlock();
        }
        given.request(AHEAD);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        lock.lock();
        try {
            if (!closed) {
                ready.addAll(buffers);
                deliveries.add(buffers.size());
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onError(Throwable broken) {
        lock.lock();
        try {
            failure = broken;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onComplete() {
        lock.lock();
        try {
            complete = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
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
        int wanted = 0;
        Flow.Subscription source;
        int read = 0;
        lock.lock();
        try {
            if (!awaitContent()) {
                return -1;
            }
            while (read < length && !ready.isEmpty()) {
                ByteBuffer first = ready.getFirst();
                int n = Math.min(length - read, first.remaining());
                first.get(target, offset + read, n);
                read += n;
                if (!first.hasRemaining()) {
                    ready.removeFirst();
                    wanted += used();
                }
            }
            source = subscription;
        } finally {
            lock.unlock();
        }
        if (wanted > 0 && source != null) {
            source.request(wanted);
        }
        return read;
    }

    /** One buffer more has been read; 1 when with it a whole delivery has. */
    private int used() {
        int rest = deliveries.removeFirst() - 1;
        if (rest == 0) {
            return 1;
        }
        deliveries.addFirst(rest);
        return 0;
    }

    /** @return false at the end */
    private boolean awaitContent() throws IOException {
        long left = idle.toNanos();
        while (true) {
            dropEmpty();
            if (closed) {
                throw new IOException("the stream is closed");
            }
            if (!ready.isEmpty()) {
                return true;
            }
            Throwable broken = failure;
            if (broken != null) {
                throw new IOException("the connection broke: " + broken.getMessage(), broken);
            }
            if (complete) {
                return false;
            }
            if (left <= 0) {
                giveUp();
                throw new IdleException(idle);
            }
            try {
                left = changed.awaitNanos(left);
            } catch (InterruptedException interrupted) {
                giveUp();
                Thread.currentThread().interrupt();
                InterruptedIOException stopped =
                        new InterruptedIOException("interrupted while reading from a registry");
                stopped.initCause(interrupted);
                throw stopped;
            }
        }
    }

    private void dropEmpty() {
        while (!ready.isEmpty() && !ready.getFirst().hasRemaining()) {
            ready.removeFirst();
            if (used() > 0 && subscription != null) {
                subscription.request(1);
            }
        }
    }

    private void giveUp() {
        closed = true;
        ready.clear();
        deliveries.clear();
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /** Gives the connection up, unless the body was read to its end; then it may be used again. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!closed && !(complete && ready.isEmpty())) {
                giveUp();
            }
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing came for too long. */
    static final class IdleException extends IOException {
        private static final long serialVersionUID = 1L;

        IdleException(Duration idle) {
            super("the registry sent nothing for " + TimeUnit.NANOSECONDS.toMillis(idle.toNanos()) / 1000.0
                    + " seconds");
        }
    }
}
