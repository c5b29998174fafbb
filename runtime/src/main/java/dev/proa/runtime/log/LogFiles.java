package dev.proa.runtime.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files of one log, and what their names mean.
 *
 * <pre>
 * LOG        what conmon writes to, or has written to last
 * LOG.NUMBER further names (hard links) of files that conmon wrote to before, writes to, or will write to next;
 *            a lower number is older
 * LOG.tmp    what LOG is replaced with when conmon is told to reopen it: conmon empties it, or makes it if it is not
 *            there, and renames it (reopen_k8s_file in conmon's ctr_logging.c)
 * LOG.cut    a shorter copy of one of them in the making
 * </pre>
 *
 * <p>Which file is meant is decided by inode: names move. Knows nothing of who reads or writes.
 */
final class LogFiles {
    private static final int COPY_SEARCH = 64 << 10;

    private final Path log;

    LogFiles(Path log) {
        this.log = log;
    }

    /**
     * A file as it was when it was looked at.
     *
     * @param key device and inode
     */
    record Seen(Object key, long size) {}

    /** One of the numbered names. */
    record Numbered(long number, Seen file) {}

    Path log() {
        return log;
    }

    Path prepared() {
        return log.resolveSibling(log.getFileName() + ".tmp");
    }

    Path numbered(long number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    private Path cut() {
        return log.resolveSibling(log.getFileName() + ".cut");
    }

    /** What a name stands for now; empty when it stands for nothing. */
    static Optional<Seen> look(Path name) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(name, BasicFileAttributes.class);
            return Optional.of(new Seen(attributes.fileKey(), attributes.size()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** All numbered files, the oldest first. */
    List<Numbered> allNumbered() throws IOException {
        List<Numbered> found = new ArrayList<>();
        String prefix = log.getFileName() + ".";
        Path directory = java.util.Objects.requireNonNull(log.getParent(), "a log has a directory");
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, entry -> number(prefix, entry) != null)) {
            for (Path entry : entries) {
                Long number = number(prefix, entry);
                Optional<Seen> file = look(entry);
                if (number != null && file.isPresent()) {
                    found.add(new Numbered(number, file.get()));
                }
            }
        } catch (NoSuchFileException never) {
            return List.of();
        }
        found.sort(Comparator.comparingLong(Numbered::number));
        return found;
    }

    private static @Nullable Long number(String prefix, Path entry) {
        String name = String.valueOf(entry.getFileName());
        if (!name.startsWith(prefix)) {
            return null;
        }
        String rest = name.substring(prefix.length());
        return rest.matches("[0-9]{1,18}") ? Long.valueOf(rest) : null;
    }

    /** Gives a file another name; false when it has gone or the name is taken. */
    static boolean link(Path existing, Path name) throws IOException {
        try {
            Files.createLink(name, existing);
            return true;
        } catch (NoSuchFileException | FileAlreadyExistsException changed) {
            return false;
        }
    }

    /** Makes an empty file as conmon would. */
    static void makeEmpty(Path file) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /**
     * Replaces a file that nobody writes to with a copy of its end that begins with a whole record. Whoever has the
     * file open goes on reading it.
     *
     * @param keep how many bytes to keep at most
     */
    void shorten(Path file, long keep) throws IOException {
        Path copy = cut();
        Files.deleteIfExists(copy);
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(copy, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
            long size = from.size();
            long at = recordStart(from, Math.max(0, size - keep), size);
            while (at < size) {
                long count = from.transferTo(at, size - at, to);
                if (count <= 0) {
                    break;
                }
                at += count;
            }
        } catch (IOException failure) {
            Files.deleteIfExists(copy);
            throw failure;
        }
        Files.move(copy, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Where the first record begins at or after a place. Line feeds stand between records and nowhere else. */
    private static long recordStart(FileChannel file, long from, long size) throws IOException {
        if (from == 0) {
            return 0;
        }
        java.nio.ByteBuffer block = java.nio.ByteBuffer.allocate(COPY_SEARCH);
        long at = from - 1; // a record begins here if the byte before is a line feed
        while (at < size) {
            block.clear();
            int count = file.read(block, at);
            if (count <= 0) {
                return size;
            }
            for (int i = 0; i < count; i++) {
                if (block.get(i) == '\n') {
                    return at + i + 1;
                }
            }
            at += count;
        }
        return size;
    }

    /** Removes what a crash in the middle of {@link #shorten} has left. */
    void removeUnfinished() throws IOException {
        Files.deleteIfExists(cut());
    }
}
