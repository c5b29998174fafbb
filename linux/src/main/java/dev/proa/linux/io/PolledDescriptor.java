package dev.proa.linux.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.FileCalls;
import dev.proa.linux.internal.LibC;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;

/**
 * A non-blocking descriptor whose calls wait through a {@link Poller}: virtual threads wait cheaply, and {@link #close}
 * wakes whoever waits with a {@link ClosedChannelException}.
 *
 * <p>One thread may read while another writes.
 */
public final class PolledDescriptor implements AutoCloseable {
    private final Descriptor descriptor;
    private final Readiness readiness;

    private PolledDescriptor(Descriptor descriptor, Readiness readiness) {
        this.descriptor = descriptor;
        this.readiness = readiness;
    }

    /**
     * Makes a descriptor non-blocking and watches it. From here on the result owns the descriptor; it is closed when
     * this fails.
     */
    public static PolledDescriptor adopt(Descriptor descriptor, Poller poller) throws IOException {
        try {
            descriptor.use(fd -> {
                FileCalls.setNonBlocking(fd);
                return 0;
            });
            return new PolledDescriptor(descriptor, poller.register(descriptor));
        } catch (IOException failure) {
            descriptor.close();
            throw failure;
        }
    }

    /**
     * Reads what is there, waiting for the first byte.
     *
     * @return how many bytes, or -1 at the end
     */
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        int count = (int) perform(
                Direction.READ,
                fd -> LibC.check(() -> "read(" + fd + ", " + length + ")", (arena, errno) -> {
                    MemorySegment memory = arena.allocate(length);
                    long read = (long) FileCalls.READ.invokeExact(errno, fd, memory, (long) length);
                    if (read > 0) {
                        MemorySegment.copy(memory, JAVA_BYTE, 0, buffer, offset, (int) read);
                    }
                    return read;
                }));
        return count == 0 && length > 0 ? -1 : count;
    }

    /** Reads until the end. */
    public byte[] readAll() throws IOException {
        byte[] bytes = new byte[512];
        int size = 0;
        while (true) {
            if (size == bytes.length) {
                bytes = java.util.Arrays.copyOf(bytes, size * 2);
            }
            int count = read(bytes, size, bytes.length - size);
            if (count < 0) {
                return java.util.Arrays.copyOf(bytes, size);
            }
            size += count;
        }
    }

    /**
     * Runs a call until it no longer answers EAGAIN.
     *
     * @param call gets the descriptor's number, must not block, and may run several times
     * @throws ClosedChannelException when closed before or meanwhile
     */
    public long perform(Direction direction, Descriptor.Use call) throws IOException {
        while (true) {
            readiness.clear(direction);
            try {
                return descriptor.use(call);
            } catch (LinuxException failure) {
                if (!failure.is(Errno.EAGAIN)) {
                    throw failure;
                }
            }
            readiness.await(direction, Long.MAX_VALUE);
        }
    }

    /**
     * Waits until the kernel has reported the descriptor ready since it was watched or since the last call that was
     * tried.
     *
     * @return false when the time is over
     */
    public boolean awaitReady(Direction direction, Duration timeout)
            throws ClosedChannelException, InterruptedIOException {
        return readiness.await(direction, saturatedNanos(timeout));
    }

    private static long saturatedNanos(Duration timeout) {
        try {
            return timeout.toNanos();
        } catch (ArithmeticException forever) {
            return Long.MAX_VALUE;
        }
    }

    /** Stops watching and closes the descriptor. Closing again does nothing. */
    @Override
    public void close() {
        readiness.close();
        descriptor.close();
    }
}
