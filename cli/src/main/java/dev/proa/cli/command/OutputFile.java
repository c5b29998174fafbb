package dev.proa.cli.command;

import dev.proa.cli.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that a command writes an archive to. */
public final class OutputFile {
    private OutputFile() {}

    /**
     * Refuses what {@link #write} would put a file in the place of, a device above all, and where no file can be.
     *
     * @param failure what then fails, with which the message begins
     * @throws CliException with Docker's wording
     */
    public static void check(String file, String failure) throws CliException, IOException {
        Path path = Path.of(file);
        Path directory = path.getParent();
        if (directory != null && !Files.isDirectory(directory)) {
            throw new CliException(failure + ": invalid output path: stat " + directory + ": "
                    + (Files.exists(directory) ? "not a directory" : "no such file or directory"));
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            int mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            String kind = kind(mode);
            if (!kind.isEmpty()) {
                throw new CliException(failure + ": cannot write to " + kind);
            }
        }
    }

    /** What is no regular file (inode(7)); empty for one that is. */
    private static String kind(int mode) {
        return switch (mode & 0170000) {
            case 0040000 -> "a directory";
            case 0120000 -> "a symbolic link directly";
            case 0010000 -> "a named pipe (FIFO)";
            case 0140000 -> "a socket";
            case 0020000 -> "a character device file";
            case 0060000 -> "a block device file";
            default -> "";
        };
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
