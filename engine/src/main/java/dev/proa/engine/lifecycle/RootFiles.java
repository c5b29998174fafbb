package dev.proa.engine.lifecycle;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads small files out of a container's root file system. An image is not to be trusted: a link in it leads to
 * whatever it names inside the root, never to a file of the host.
 */
public final class RootFiles {
    /** More than any sane passwd file has; the rest of a larger one is not looked at. */
    private static final int LIMIT = 4 << 20;

    private RootFiles() {}

    /** @return the file's text, empty when there is no such file */
    static String read(Path root, String path) throws IOException {
        try (Fd directory = FileCalls.openDirectory(root)) {
            return read(directory, path);
        }
    }

    private static String read(Fd directory, String path) throws IOException {
        try (Fd file = FileCalls.openat2(
                directory,
                FileName.of(path),
                // Opening a FIFO would block until somebody writes to it.
                FileCalls.O_RDONLY | FileCalls.O_NONBLOCK,
                0,
                FileCalls.RESOLVE_IN_ROOT | FileCalls.RESOLVE_NO_MAGICLINKS)) {
            if (!FileCalls.status(file).isRegularFile()) {
                return "";
            }
            try (var content = Files.newInputStream(file.path())) {
                return new String(content.readNBytes(LIMIT), StandardCharsets.UTF_8);
            }
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENOENT) || failure.is(Errno.ENOTDIR) || failure.is(Errno.ELOOP)) {
                return "";
            }
            throw failure;
        }
    }

    /** Whether there is something at a path that is no directory; a path that does not exist is made by the OCI runtime. */
    static boolean isNoDirectory(Path root, String path) throws IOException {
        try (Fd directory = FileCalls.openDirectory(root);
                Fd file = FileCalls.openat2(
                        directory,
                        FileName.of(path),
                        FileCalls.O_PATH,
                        0,
                        FileCalls.RESOLVE_IN_ROOT | FileCalls.RESOLVE_NO_MAGICLINKS)) {
            return !FileCalls.status(file).isDirectory();
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENOENT)) {
                return false;
            }
            if (failure.is(Errno.ENOTDIR)) {
                return true;
            }
            throw failure;
        }
    }

    /** The users and groups that a root file system knows, of which the root directory is open. */
    public static UserLookup users(Fd root) throws IOException {
        return new UserLookup(read(root, "etc/passwd"), read(root, "etc/group"));
    }

    /** The users and groups that a root file system knows. */
    static UserLookup users(Path root) throws IOException {
        return new UserLookup(read(root, "etc/passwd"), read(root, "etc/group"));
    }
}
