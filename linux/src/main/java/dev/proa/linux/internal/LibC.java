package dev.proa.linux.internal;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * How a native function is found and called, with the errno it leaves.
 *
 * <p>A handle made by {@link #function} takes the errno buffer as its first argument; {@link #check} lends one.
 */
@SuppressWarnings("restricted") // the one place where native functions are bound
public final class LibC {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE_ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout CAPTURE_LAYOUT = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURE_LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private LibC() {}

    /** A C function of the C library that may set errno. */
    public static MethodHandle function(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(symbol(name), descriptor, CAPTURE_ERRNO);
    }

    /** A variadic C function; {@code fixed} says how many of its arguments come before the dots. */
    public static MethodHandle variadic(String name, FunctionDescriptor descriptor, int fixed) {
        return LINKER.downcallHandle(symbol(name), descriptor, CAPTURE_ERRNO, Linker.Option.firstVariadicArg(fixed));
    }

    /** A function of another library, which sets no errno. */
    public static MethodHandle foreign(SymbolLookup library, String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(library.findOrThrow(name), descriptor);
    }

    /** A C function that reports failure by its result alone; its handle takes no errno buffer. */
    public static MethodHandle withoutErrno(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(symbol(name), descriptor);
    }

    private static MemorySegment symbol(String name) {
        return LINKER.defaultLookup().findOrThrow(name);
    }

    /** The body of one native call. */
    @FunctionalInterface
    public interface Invocation {
        /** Runs the call; {@code errno} is the handle's first argument, {@code arena} lives as long as the call. */
        long run(Arena arena, MemorySegment errno) throws Throwable;
    }

    /**
     * Runs a call that answers a negative number on failure, again when a signal interrupted it.
     *
     * @param call what to name the call in a failure
     * @return what the function returned, never negative
     * @throws LinuxException when it failed
     */
    public static long check(java.util.function.Supplier<String> call, Invocation invocation) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment capture = arena.allocate(CAPTURE_LAYOUT);
            while (true) {
                long result = invocation.run(arena, capture);
                if (result >= 0) {
                    return result;
                }
                int errno = (int) ERRNO.get(capture, 0L);
                if (errno != Errno.EINTR) {
                    throw new LinuxException(call.get(), errno);
                }
            }
        } catch (LinuxException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            // A downcall handle declares Throwable but throws nothing of its own.
            throw new AssertionError(impossible);
        }
    }

    /** What strerror(3) says of an error number. */
    public static String strerror(int errno) {
        try {
            MemorySegment text = (MemorySegment) Strerror.HANDLE.invokeExact(errno);
            return text.reinterpret(256).getString(0);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Loaded only when a failure has to be described. */
    private static final class Strerror {
        static final MethodHandle HANDLE = LINKER.downcallHandle(
                symbol("strerror"), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    }
}
