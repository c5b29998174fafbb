package dev.proa.engine.wiring;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.Internal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The claim of one engine on a directory: a lock that ends with the process, however it ends. */
record Ownership(FileChannel file) implements AutoCloseable {
    /** @throws Conflict when another engine has it */
    static Ownership of(Path directory) {
        try {
            // What is below belongs to root and may hold anything an image brings, setuid programs included.
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            FileChannel file = FileChannel.open(
                    directory.resolve("engine.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new Conflict("another engine is using " + directory);
            }
            return new Ownership(file);
        } catch (IOException failure) {
            throw new Internal("take " + directory + ": " + failure.getMessage(), failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException inThisProcess) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
