package dev.proa.cli.command;

import dev.proa.cli.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that a command writes an archive to. */
public final class OutputFile {
    private OutputFile() {}

    /** Refuses a file whose directory is missing. */
    public static void check(String file, String prefix) throws CliException {
        Path directory = Path.of(file).toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CliException(prefix + "invalid output path: directory \"" + directory + "\" does not exist");
        }
    }

    /** Writes through a file beside it, so that nobody finds half an archive. */
    public static void write(String file, InputStream archive) throws IOException {
        Path target = Path.of(file).toAbsolutePath();
        Path draft = Files.createTempFile(
                target.getParent(),
                ".tmp-" + target.getFileName(),
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                archive.transferTo(out);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
