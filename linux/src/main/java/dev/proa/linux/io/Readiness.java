package dev.proa.linux.io;

import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the poller last heard of one descriptor.
 *
 * <p>Events are edges: clear the flag, try the call, and wait only when the call answers that it would block.
 */
final class Readiness implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable unregister;
    private boolean readable;
    private boolean writable;
    private boolean closed;

    Readiness(Runnable unregister) {
        this.unregister = unregister;
    }

    /** Forgets past edges of a direction, before trying the call. */
    void clear(Direction direction) {
        lock.lock();
        try {
            switch (direction) {
                case READ -> readable = false;
                case WRITE -> writable = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an edge since the last {@link #clear}.
     *
     * @param nanos how long at most
     * @return false when the time is over
     * @throws ClosedChannelException when closed meanwhile
     * @throws InterruptedIOException when the thread was interrupted; it stays so
     */
    boolean await(Direction direction, long nanos) throws ClosedChannelException, InterruptedIOException {
        lock.lock();
        try {
            long left = nanos;
            while (!closed && !(direction == Direction.READ ? readable : writable)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            if (closed) {
                throw new ClosedChannelException();
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a descriptor");
        } finally {
            lock.unlock();
        }
    }

    void signal(boolean nowReadable, boolean nowWritable) {
        lock.lock();
        try {
            readable |= nowReadable;
            writable |= nowWritable;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        unregister.run();
    }
}
