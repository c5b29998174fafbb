package dev.proa.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.OptionalInt;

/**
 * A process this one has started and has to reap.
 *
 * @param pid its process id, which stays its own until it is reaped
 */
public record Child(int pid) {
    private static final MethodHandle WAITPID =
            LibC.function("waitpid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final int WNOHANG = 1;

    /**
     * Waits for the end and reaps it, holding the thread's carrier: for short waits, or after a {@link Pidfd} has told
     * the end.
     *
     * @return the exit code, or 128 plus the number of the signal that ended it
     * @throws LinuxException with ECHILD when it was reaped before
     */
    public int awaitExit() throws LinuxException {
        return reap(0).orElseThrow();
    }

    /** Reaps it if it has ended; the result is as of {@link #awaitExit()}. */
    public OptionalInt exitIfEnded() throws LinuxException {
        return reap(WNOHANG);
    }

    private OptionalInt reap(int options) throws LinuxException {
        int[] status = new int[1];
        long reaped = LibC.check(() -> "waitpid(" + pid + ")", (arena, errno) -> {
            MemorySegment word = arena.allocate(JAVA_INT);
            int result = (int) WAITPID.invokeExact(errno, pid, word, options);
            status[0] = word.get(JAVA_INT, 0);
            return result;
        });
        if (reaped == 0) {
            return OptionalInt.empty();
        }
        int signal = status[0] & 0x7f; // WTERMSIG and WEXITSTATUS of bits/waitstatus.h
        return OptionalInt.of(signal == 0 ? (status[0] >> 8) & 0xff : 128 + signal);
    }
}
