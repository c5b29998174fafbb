package dev.proa.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.io.Direction;
import dev.proa.linux.io.PolledDescriptor;
import dev.proa.linux.io.Poller;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/**
 * A handle on one process that never comes to mean another one, child of this process or not (pidfd_open(2)).
 *
 * <p>Owned by whoever opens it. Safe for use by any thread.
 */
public final class Pidfd implements AutoCloseable {
    // By number, the same on every architecture, because glibc has wrappers only from 2.36 on.
    private static final MethodHandle SYSCALL3 =
            LibC.variadic("syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT), 1);
    private static final MethodHandle SYSCALL5 = LibC.variadic(
            "syscall", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), 1);
    private static final long SYS_PIDFD_SEND_SIGNAL = 424;
    private static final long SYS_PIDFD_OPEN = 434;

    private final PolledDescriptor polled;

    private Pidfd(PolledDescriptor polled) {
        this.polled = polled;
    }

    /**
     * Opens a handle on a process. To be sure that the pid still means the process one saved, compare
     * {@link ProcessIdentity#of} afterwards.
     *
     * @throws LinuxException with ESRCH when there is no such process
     */
    public static Pidfd open(int pid, Poller poller) throws IOException {
        int number = (int) LibC.check(() -> "pidfd_open(" + pid + ")", (arena, errno) ->
                (long) SYSCALL3.invokeExact(errno, SYS_PIDFD_OPEN, pid, 0));
        return new Pidfd(PolledDescriptor.adopt(Descriptor.adopt(number), poller));
    }

    /**
     * Waits until the process has ended, whether or not somebody has reaped it.
     *
     * @return false when the time is over first
     * @throws java.nio.channels.ClosedChannelException when this handle is closed first
     */
    public boolean awaitExit(Duration timeout) throws IOException {
        return polled.awaitReady(Direction.READ, timeout);
    }

    /**
     * Sends a signal.
     *
     * @throws LinuxException with ESRCH when the process has ended and was reaped
     */
    public void signal(int signal) throws IOException {
        polled.perform(
                Direction.WRITE,
                fd -> LibC.check(() -> "pidfd_send_signal(" + fd + ", " + signal + ")", (arena, errno) ->
                        (long) SYSCALL5.invokeExact(errno, SYS_PIDFD_SEND_SIGNAL, fd, signal, MemorySegment.NULL, 0)));
    }

    @Override
    public void close() {
        polled.close();
    }
}
