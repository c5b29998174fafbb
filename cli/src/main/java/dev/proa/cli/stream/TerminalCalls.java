package dev.proa.cli.stream;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The C library's calls on terminals. The first use sets the foreign function API up, which takes longer than many a
 * command: nothing but a session on a terminal may come here. See docs/decisions/0006-terminal.md.
 */
@SuppressWarnings("restricted") // native calls are what it is for
final class TerminalCalls {
    /** struct termios is 60 bytes on Linux with glibc and with musl. */
    private static final int SETTINGS_BYTES = 64;

    private static final int TCSANOW = 0;
    private static final int WINDOW_SIZE_BYTES = 8;
    private static final long TIOCGWINSZ = windowSizeRequest();

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle TCGETATTR = function(
            "tcgetattr", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MethodHandle TCSETATTR = function(
            "tcsetattr",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    private static final MethodHandle CFMAKERAW = function("cfmakeraw", FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    private static final MethodHandle IOCTL = function(
            "ioctl",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
            Linker.Option.firstVariadicArg(2));

    private TerminalCalls() {}

    /** A terminal's settings, as the C library knows them. */
    static final class Settings {
        private final MemorySegment termios;

        private Settings(MemorySegment termios) {
            this.termios = termios;
        }
    }

    /** Makes the JDK load all of this. */
    static void load() {
        size(1);
    }

    /** @param descriptor of this process; of a terminal */
    static Settings settings(int descriptor) throws IOException {
        MemorySegment termios = Arena.ofAuto().allocate(SETTINGS_BYTES, Long.BYTES);
        int result;
        try {
            result = (int) TCGETATTR.invokeExact(descriptor, termios);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (result != 0) {
            throw new IOException("tcgetattr of descriptor " + descriptor + " failed");
        }
        return new Settings(termios);
    }

    /** The settings with every byte passed on as it comes and none given a meaning: cfmakeraw(3). */
    static Settings raw(Settings settings) {
        MemorySegment termios = Arena.ofAuto().allocate(SETTINGS_BYTES, Long.BYTES);
        termios.copyFrom(settings.termios);
        try {
            CFMAKERAW.invokeExact(termios);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        return new Settings(termios);
    }

    static void apply(int descriptor, Settings settings) throws IOException {
        int result;
        try {
            result = (int) TCSETATTR.invokeExact(descriptor, TCSANOW, settings.termios);
        } catch (Throwable e) {
            throw unexpected(e);
        }
        if (result != 0) {
            throw new IOException("tcsetattr of descriptor " + descriptor + " failed");
        }
    }

    /** A terminal's size; null if it is none, or has none. */
    static @Nullable WindowSize size(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(WINDOW_SIZE_BYTES, Long.BYTES);
            int result = (int) IOCTL.invokeExact(descriptor, TIOCGWINSZ, size);
            int rows = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, 0));
            int columns = Short.toUnsignedInt(size.get(ValueLayout.JAVA_SHORT, Short.BYTES));
            return result != 0 || (rows == 0 && columns == 0) ? null : new WindowSize(rows, columns);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private static long windowSizeRequest() {
        // The number that most have; these keep those of other systems of their time (asm/ioctls.h).
        return switch (System.getProperty("os.arch", "")) {
            case "ppc64", "ppc64le" -> 0x40087468L;
            default -> 0x5413L;
        };
    }

    private static IllegalStateException unexpected(Throwable e) {
        return new IllegalStateException("a call of the C library could not be made", e);
    }
}
