package dev.proa.linux.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.internal.LibC;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** What waits in a pipe or FIFO to be read. A class of its own, so that it is bound only where it is asked. */
public final class UnreadBytes {
    private static final MethodHandle IOCTL =
            LibC.variadic("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), 2);
    private static final long FIONREAD = 0x541B;

    private UnreadBytes() {}

    /**
     * How many bytes were written and not yet read.
     *
     * @param end either end of the pipe
     * @throws dev.proa.linux.LinuxException if it is no pipe
     */
    public static int in(Descriptor end) throws IOException {
        int[] count = new int[1];
        end.use(fd -> LibC.check(() -> "ioctl(" + fd + ", FIONREAD)", (arena, errno) -> {
            MemorySegment result = arena.allocate(JAVA_INT);
            int status = (int) IOCTL.invokeExact(errno, fd, FIONREAD, result);
            count[0] = result.get(JAVA_INT, 0);
            return status;
        }));
        return count[0];
    }
}
