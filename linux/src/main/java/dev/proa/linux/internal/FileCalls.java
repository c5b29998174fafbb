package dev.proa.linux.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.LinuxException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** The calls on plain descriptors that several packages share. */
public final class FileCalls {
    public static final MethodHandle READ =
            LibC.function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    public static final MethodHandle WRITE =
            LibC.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_PATH = 0x200000;
    // The one flag here that is not the same everywhere (asm/fcntl.h of arm64).
    public static final int O_DIRECTORY = System.getProperty("os.arch").equals("aarch64") ? 0x4000 : 0x10000;
    public static final int O_CLOEXEC = 0x80000;

    private static final MethodHandle CLOSE = LibC.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle FCNTL =
            LibC.variadic("fcntl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT), 2);

    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_ADD_SEALS = 1033;
    private static final int ALL_SEALS =
            0xf; // F_SEAL_SEAL, _SHRINK, _GROW and _WRITE: those that crun and runc ask for
    private static final int F_DUPFD_CLOEXEC = 1030;

    private FileCalls() {}

    /** Gives a descriptor back. Errors are ignored: on Linux it is released whatever close(2) answers. */
    public static void close(int descriptor) {
        try {
            LibC.check(() -> "close(" + descriptor + ")", (arena, errno) -> (int) CLOSE.invokeExact(errno, descriptor));
        } catch (LinuxException released) {
            // close(2): "the file descriptor is released early in the close operation", so there is nothing to retry.
        }
    }

    /** Makes reads and writes on a descriptor answer EAGAIN instead of waiting. */
    public static void setNonBlocking(int descriptor) throws LinuxException {
        int flags = fcntl(descriptor, F_GETFL, 0);
        fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
    }

    /** A second descriptor for the same open file, closed on exec, not smaller than {@code least}. */
    public static int duplicate(int descriptor, int least) throws LinuxException {
        return fcntl(descriptor, F_DUPFD_CLOEXEC, least);
    }

    /** Makes the content of a memory file final: no writing, no change of size, no change of this. */
    public static void seal(int descriptor) throws LinuxException {
        fcntl(descriptor, F_ADD_SEALS, ALL_SEALS);
    }

    private static int fcntl(int descriptor, int command, int argument) throws LinuxException {
        return (int) LibC.check(() -> "fcntl(" + descriptor + ", " + command + ", " + argument + ")", (arena, errno) ->
                (int) FCNTL.invokeExact(errno, descriptor, command, argument));
    }
}
