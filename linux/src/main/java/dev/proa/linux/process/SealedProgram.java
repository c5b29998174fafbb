package dev.proa.linux.process;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.FileCalls;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Descriptor;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A copy of a program in memory that nobody can change (memfd_create(2), fcntl(2) F_ADD_SEALS).
 *
 * <p>OCI runtimes enter containers, where {@code /proc/self/exe} would let a hostile process overwrite the program on
 * the host (CVE-2019-5736). So crun and runc first copy themselves into such a file and start again from there, each
 * time; started from a sealed file they see that it is one and go on at once, which halves what a call costs.
 *
 * <p>Owned by whoever makes it. It can be executed by this process and its descendants while it is open.
 */
public final class SealedProgram implements AutoCloseable {
    private static final MethodHandle MEMFD_CREATE =
            LibC.function("memfd_create", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    // Since Linux 6.3; needed where the sysctl vm.memfd_noexec is 1.
    private static final int MFD_EXEC = 0x10;

    private final Descriptor file;
    private final Path path;

    private SealedProgram(Descriptor file, Path path) {
        this.file = file;
        this.path = path;
    }

    /**
     * Copies a program.
     *
     * @throws IOException when it cannot be read, or the host allows no such files
     */
    public static SealedProgram of(Path program) throws IOException {
        byte[] bytes = Files.readAllBytes(program);
        Descriptor file = create(String.valueOf(program.getFileName()));
        try {
            file.write(bytes);
            int number = (int) file.use(fd -> {
                FileCalls.seal(fd);
                return fd;
            });
            return new SealedProgram(
                    file,
                    Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd", Integer.toString(number)));
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
    }

    private static Descriptor create(String name) throws LinuxException {
        try {
            return create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC);
        } catch (LinuxException older) {
            if (!older.is(Errno.EINVAL)) {
                throw older;
            }
            return create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING);
        }
    }

    private static Descriptor create(String name, int flags) throws LinuxException {
        return Descriptor.adopt((int)
                LibC.check(() -> "memfd_create(\"" + name + "\", " + flags + ")", (arena, errno) ->
                        (int) MEMFD_CREATE.invokeExact(errno, arena.allocateFrom(name), flags)));
    }

    /** What to execute. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        file.close();
    }
}
