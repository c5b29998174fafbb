package dev.proa.linux.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.FileCalls;
import dev.proa.linux.internal.LibC;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/**
 * The two ends of a pipe(7), closed in programs that this process executes unless handed over.
 *
 * @param reading the end to read from
 * @param writing the end to write to
 */
public record Pipe(Descriptor reading, Descriptor writing) implements AutoCloseable {
    private static final MethodHandle PIPE2 =
            LibC.function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    /** Makes a pipe; the caller owns both ends. */
    public static Pipe open() throws LinuxException {
        int[] ends = new int[2];
        LibC.check(() -> "pipe2(O_CLOEXEC)", (arena, errno) -> {
            MemorySegment pair = arena.allocate(JAVA_INT, 2);
            int result = (int) PIPE2.invokeExact(errno, pair, FileCalls.O_CLOEXEC);
            ends[0] = pair.getAtIndex(JAVA_INT, 0);
            ends[1] = pair.getAtIndex(JAVA_INT, 1);
            return result;
        });
        return new Pipe(Descriptor.adopt(ends[0]), Descriptor.adopt(ends[1]));
    }

    /** Closes what is still open of both ends. */
    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
