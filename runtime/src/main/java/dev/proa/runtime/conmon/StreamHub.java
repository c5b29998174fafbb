package dev.proa.runtime.conmon;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Poller;
import dev.proa.linux.socket.SeqpacketSocket;
import dev.proa.runtime.AttachedStreams;
import dev.proa.runtime.OutputChunk;
import dev.proa.runtime.Stdio;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All attachments to one process, over a single connection to its conmon.
 *
 * <p>A single one, because conmon ends the process's input as soon as any of its connections closes, and because it
 * waits in a blocking write for the slowest of them (conmon's conn_sock.c).
 */
public final class StreamHub {
    // conmon reads 8192 bytes at once and puts the number of the stream before them (ctr_stdio.c).
    private static final int PACKET_LIMIT = 8192 + 1;
    // conmon takes at most 32768 bytes of a packet and drops the rest (CONN_SOCK_BUF_SIZE).
    private static final int INPUT_PACKET = 16384;
    private static final int STDERR_MARK = 3;
    private static final int QUEUE_LIMIT = 1 << 20;
    // What a process can leave behind at its end is in a pipe and a socket; its children may go on writing.
    private static final int QUEUE_LIMIT_AT_END = 4 << 20;

    private final Path socketPath;
    private final Stdio stdio;
    private final Poller poller;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SeqpacketSocket socket;
    private boolean inputEnded;
    private volatile boolean processEnded;

    /**
     * @param socketPath conmon's attach socket, of any length
     * @param stdio how the process's streams are connected
     */
    public StreamHub(Path socketPath, Stdio stdio, Poller poller) {
        this.socketPath = socketPath;
        this.stdio = stdio;
        this.poller = poller;
    }

    /**
     * Attaches. When done before the process starts, not one byte is missed: conmon's loop serves a connection that
     * waits before it serves output that came later.
     *
     * @param input whether the attachment has the input, which then ends with it if it can
     * @param output whether it gets the output; otherwise it only learns of the end
     */
    public AttachedStreams attach(boolean input, boolean output) throws IOException {
        lock.lock();
        try {
            Subscription subscription = new Subscription(input && stdio.openInput(), output);
            SeqpacketSocket connected = socket;
            if (connected == null) {
                try {
                    connected = SeqpacketSocket.connect(socketPath, PACKET_LIMIT, poller);
                } catch (LinuxException failure) {
                    if (failure.is(Errno.ENOENT) || failure.is(Errno.ECONNREFUSED)) {
                        subscription.end(); // conmon has gone, so there is nothing more to read
                        return subscription;
                    }
                    throw failure;
                }
                socket = connected;
                SeqpacketSocket reading = connected;
                subscriptions.add(subscription);
                Thread.ofVirtual().name("proa-attach").start(() -> pump(reading));
            } else {
                subscriptions.add(subscription);
            }
            return subscription;
        } finally {
            lock.unlock();
        }
    }

    /** Tells that the process has ended: from now on a reader that is slow or stuck does not hold up conmon. */
    public void processEnded() {
        processEnded = true;
        subscriptions.forEach(Subscription::wakeUp);
    }

    private void pump(SeqpacketSocket from) {
        byte[] packet = new byte[PACKET_LIMIT];
        try {
            while (true) {
                int length = from.receive(packet);
                if (length < 0) {
                    break;
                }
                OutputChunk chunk = new OutputChunk(
                        packet[0] == STDERR_MARK ? OutputChunk.Stream.ERROR : OutputChunk.Stream.OUTPUT,
                        Arrays.copyOfRange(packet, 1, length));
                // Everybody gets it before the slowest is waited for.
                for (Subscription subscription : subscriptions) {
                    subscription.add(chunk);
                }
                for (Subscription subscription : subscriptions) {
                    subscription.awaitRoom();
                }
            }
        } catch (IOException closed) {
            // By us, because nobody is attached any more, or by the poller's end: either way there is no more to read.
        }
        lock.lock();
        try {
            if (socket == from) {
                socket = null;
                subscriptions.forEach(Subscription::end);
                subscriptions.clear();
            }
        } finally {
            lock.unlock();
        }
        from.close();
    }

    private void endInput() throws IOException {
        SeqpacketSocket connected;
        lock.lock();
        try {
            if (inputEnded || !stdio.inputCanEnd()) {
                return;
            }
            inputEnded = true;
            connected = socket;
        } finally {
            lock.unlock();
        }
        if (connected != null) {
            connected.shutdownOutput();
        }
    }

    private void leave(Subscription subscription) {
        SeqpacketSocket unused = null;
        lock.lock();
        try {
            subscriptions.remove(subscription);
            // While the input can still end, the connection has to stay: losing it would end the input.
            if (subscriptions.isEmpty() && (inputEnded || !stdio.inputCanEnd())) {
                unused = socket;
                socket = null;
            }
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            unused.close();
        }
    }

    private final class Subscription implements AttachedStreams {
        private final boolean input;
        private final boolean output;
        private final ReentrantLock queueLock = new ReentrantLock();
        private final Condition changed = queueLock.newCondition();
        private final Queue<OutputChunk> queue = new ArrayDeque<>();
        private int queued;
        private boolean ended;
        private boolean closed;

        Subscription(boolean input, boolean output) {
            this.input = input;
            this.output = output;
        }

        void add(OutputChunk chunk) {
            queueLock.lock();
            try {
                if (!closed && output) {
                    queue.add(chunk);
                    queued += chunk.bytes().length;
                    changed.signalAll();
                }
            } finally {
                queueLock.unlock();
            }
        }

        void awaitRoom() {
            queueLock.lock();
            try {
                while (!closed && queued >= (processEnded ? QUEUE_LIMIT_AT_END : QUEUE_LIMIT)) {
                    changed.awaitUninterruptibly();
                }
            } finally {
                queueLock.unlock();
            }
        }

        void end() {
            queueLock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                queueLock.unlock();
            }
        }

        void wakeUp() {
            queueLock.lock();
            try {
                changed.signalAll();
            } finally {
                queueLock.unlock();
            }
        }

        @Override
        public Optional<OutputChunk> read() throws IOException {
            queueLock.lock();
            try {
                while (true) {
                    if (closed) {
                        throw new ClosedChannelException();
                    }
                    OutputChunk chunk = queue.poll();
                    if (chunk != null) {
                        queued -= chunk.bytes().length;
                        changed.signalAll();
                        return Optional.of(chunk);
                    }
                    if (ended) {
                        return Optional.empty();
                    }
                    changed.await();
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new java.io.InterruptedIOException("interrupted while waiting for output");
            } finally {
                queueLock.unlock();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
            SeqpacketSocket connected;
            lock.lock();
            try {
                connected = socket;
                if (!input || inputEnded || connected == null) {
                    throw new IOException("the process's input is not open");
                }
            } finally {
                lock.unlock();
            }
            int end = offset + length;
            for (int from = offset; from < end; from += INPUT_PACKET) {
                connected.send(bytes, from, Math.min(INPUT_PACKET, end - from));
            }
        }

        @Override
        public void closeInput() throws IOException {
            if (input) {
                endInput();
            }
        }

        @Override
        public void close() {
            queueLock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
                queue.clear();
                queued = 0;
                changed.signalAll();
            } finally {
                queueLock.unlock();
            }
            if (input) {
                try {
                    endInput();
                } catch (IOException gone) {
                    // conmon has ended, and the input with it.
                }
            }
            leave(this);
        }
    }
}
