package dev.proa.linux.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.FileCalls;
import dev.proa.linux.internal.LibC;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor that belongs to whoever holds this object, and is closed with it.
 *
 * <p>Safe for use by any thread: when closed while another thread is inside a call, the number goes back to the kernel
 * after that call, so that it is never used when it already means another file.
 */
public final class Descriptor implements Closeable {
    private static final MethodHandle OPEN =
            LibC.variadic("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), 2);
    private static final int CLOSED = Integer.MIN_VALUE;

    private final int number;
    // How many threads are inside a call, with the sign bit set by close().
    private final AtomicInteger state = new AtomicInteger();

    private Descriptor(int number) {
        this.number = number;
    }

    /** Takes over a descriptor that a native call has just made. */
    public static Descriptor adopt(int number) {
        return new Descriptor(number);
    }

    /** Opens an existing file for reading, or a FIFO whether or not somebody has it open for writing. */
    public static Descriptor openForReading(Path file) throws LinuxException {
        return open(file, FileCalls.O_RDONLY | FileCalls.O_NONBLOCK | FileCalls.O_CLOEXEC);
    }

    /**
     * Opens an existing file or FIFO for writing, without waiting for a reader.
     *
     * @throws LinuxException also with ENXIO for a FIFO that nobody has open for reading
     */
    public static Descriptor openForWriting(Path file) throws LinuxException {
        return open(file, FileCalls.O_WRONLY | FileCalls.O_NONBLOCK | FileCalls.O_CLOEXEC);
    }

    /** Opens a directory to name what is in it through /proc/self/fd, not to read it. */
    public static Descriptor openDirectory(Path directory) throws LinuxException {
        return open(directory, FileCalls.O_PATH | FileCalls.O_DIRECTORY | FileCalls.O_CLOEXEC);
    }

    private static Descriptor open(Path file, int flags) throws LinuxException {
        return adopt((int) LibC.check(
                () -> "open(\"" + file + "\", 0x" + Integer.toHexString(flags) + ")",
                (arena, errno) -> (int) OPEN.invokeExact(errno, arena.allocateFrom(file.toString()), flags, 0)));
    }

    /** Work on the number of an open descriptor. */
    @FunctionalInterface
    public interface Use {
        /** Runs with the number, which stays valid until this returns. */
        long on(int number) throws IOException;
    }

    /**
     * Runs a call on the descriptor's number, keeping it open meanwhile. The call must not wait for long.
     *
     * @throws ClosedChannelException when the descriptor is closed
     */
    public long use(Use use) throws IOException {
        enter();
        try {
            return use.on(number);
        } finally {
            if (state.decrementAndGet() == CLOSED) {
                FileCalls.close(number); // close() came meanwhile, and this was the last call under way
            }
        }
    }

    private void enter() throws ClosedChannelException {
        while (true) {
            int before = state.get();
            if (before < 0) {
                throw new ClosedChannelException();
            }
            if (state.compareAndSet(before, before + 1)) {
                return;
            }
        }
    }

    /**
     * Writes all bytes with as few write(2) calls as possible.
     *
     * @throws LinuxException when the kernel refuses, for example with EPIPE
     */
    public void write(byte[] bytes) throws IOException {
        use(fd -> {
            int written = 0;
            while (written < bytes.length) {
                int from = written;
                written +=
                        (int) LibC.check(() -> "write(" + fd + ", " + (bytes.length - from) + ")", (arena, errno) -> {
                            var buffer = arena.allocateFrom(java.lang.foreign.ValueLayout.JAVA_BYTE, bytes)
                                    .asSlice(from);
                            return (long) FileCalls.WRITE.invokeExact(errno, fd, buffer, buffer.byteSize());
                        });
            }
            return written;
        });
    }

    /** Gives the descriptor back to the kernel, as soon as no thread is inside a call. Closing again does nothing. */
    @Override
    public void close() {
        while (true) {
            int before = state.get();
            if (before < 0) {
                return;
            }
            if (state.compareAndSet(before, before | CLOSED)) {
                if (before == 0) {
                    FileCalls.close(number);
                }
                return;
            }
        }
    }

    @Override
    public String toString() {
        return "descriptor " + number;
    }
}
