package dev.proa.cli.copy;

import dev.proa.cli.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a container's archive into a local directory. The archive is the container's work and may be hostile: names that
 * climb out are refused, and so is whatever would go through a link to a place outside, be the link of this archive or of an
 * earlier one. What is at an entry's place is removed first, so that nothing is written through it. For one thread.
 */
public final class LocalDestination {
    private static final int BUFFER = 256 * 1024;

    private final Path root;
    private final Plan plan;
    private final boolean keepOwners;
    private final byte[] buffer = new byte[BUFFER];
    private final Map<Path, FileTime> directoryTimes = new LinkedHashMap<>();
    private @Nullable Path checkedParent;

    /** @param keepOwners whether files belong to whom they belong to in the container */
    public LocalDestination(Plan plan, boolean keepOwners) throws IOException {
        this.root = Path.of(plan.directory()).toRealPath();
        this.plan = plan;
        this.keepOwners = keepOwners;
    }

    /** Unpacks all; what was unpacked before a failure stays. */
    public void unpack(InputStream archive) throws CliException, IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(archive, "UTF-8");
        for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
            apply(entry, tar);
        }
        // To the end, so that the daemon is not cut off.
        archive.transferTo(OutputStream.nullOutputStream());
        for (Map.Entry<Path, FileTime> directory : directoryTimes.entrySet()) {
            if (Files.isDirectory(directory.getKey(), LinkOption.NOFOLLOW_LINKS)) {
                Files.setLastModifiedTime(directory.getKey(), directory.getValue());
            }
        }
    }

    private Path locate(String name) throws CliException {
        Path place = root.resolve("./" + plan.rename(name)).normalize();
        if (!place.startsWith(root)) {
            throw new CliException("invalid tar header: \"" + name + "\" is outside of \"" + root + "\"");
        }
        return place;
    }

    /** The parent of an entry, made if need be; no link on the way to it leads out. */
    private void prepareParent(Path place) throws CliException, IOException {
        Path parent = place.getParent();
        if (parent == null || parent.equals(checkedParent)) {
            return;
        }
        Path existing = parent;
        while (existing != null && !Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            existing = existing.getParent();
        }
        if (existing == null || !existing.toRealPath().startsWith(root)) {
            throw new CliException("\"" + place + "\" is outside of \"" + root + "\"");
        }
        Files.createDirectories(parent);
        checkedParent = parent;
    }

    private void apply(TarArchiveEntry entry, TarArchiveInputStream tar) throws CliException, IOException {
        Path place = locate(entry.getName());
        if (place.equals(root)) {
            return;
        }
        prepareParent(place);
        boolean there = makeRoom(entry, place);
        switch (entry.getLinkFlag()) {
            case TarConstants.LF_DIR -> {
                if (!there) {
                    Files.createDirectory(place);
                }
                directoryTimes.put(place, entry.getLastModifiedTime());
            }
            case TarConstants.LF_SYMLINK -> {
                Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
                checkedParent = null; // the way to the next entry may lead through it
                own(entry, place);
                return;
            }
            case TarConstants.LF_LINK -> {
                link(entry, place);
                return;
            }
            case TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO -> {
                // No more than this: java.nio opens files to change their times, which a FIFO answers by waiting.
                node(entry, place);
                own(entry, place);
                return;
            }
            default -> file(entry, place, tar);
        }
        own(entry, place);
        Files.setAttribute(place, "unix:mode", entry.getMode() & 07777);
        if (entry.getLinkFlag() != TarConstants.LF_DIR) {
            Files.setLastModifiedTime(place, entry.getLastModifiedTime());
        }
    }

    /** Removes what is in the way. True if a directory is there that the entry describes. */
    private boolean makeRoom(TarArchiveEntry entry, Path place) throws CliException, IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        boolean present = Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
        boolean wanted = entry.getLinkFlag() == TarConstants.LF_DIR;
        if (present && !wanted) {
            throw new CliException("cannot overwrite directory \"" + place + "\" with non-directory \"" + root + "\"");
        }
        if (!present && wanted) {
            throw new CliException("cannot overwrite non-directory \"" + place + "\" with directory \"" + root + "\"");
        }
        if (!present) {
            Files.delete(place);
        }
        return present;
    }

    private void file(TarArchiveEntry entry, Path place, TarArchiveInputStream tar) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(
                        place,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
                OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
            long written = 0;
            for (int n; (n = tar.read(buffer)) >= 0; written += n) {
                out.write(buffer, 0, n);
            }
            if (written < entry.getRealSize() && written < entry.getSize()) {
                throw new IOException("the archive ended in the middle of " + entry.getName());
            }
        }
    }

    private void link(TarArchiveEntry entry, Path place) throws CliException, IOException {
        Path target = locate(entry.getLinkName());
        Path parent = target.getParent();
        if (parent == null || !parent.toRealPath().startsWith(root)) {
            throw new CliException("\"" + entry.getLinkName() + "\" is outside of \"" + root + "\"");
        }
        Files.createLink(place, target);
    }

    private static void node(TarArchiveEntry entry, Path place) throws CliException, IOException {
        String mode = "--mode=" + Integer.toOctalString(entry.getMode() & 07777);
        ProcessBuilder mknod = entry.getLinkFlag() == TarConstants.LF_FIFO
                ? new ProcessBuilder("mknod", mode, "--", place.toString(), "p")
                : new ProcessBuilder(
                        "mknod",
                        mode,
                        "--",
                        place.toString(),
                        entry.getLinkFlag() == TarConstants.LF_CHR ? "c" : "b",
                        Integer.toString(entry.getDevMajor()),
                        Integer.toString(entry.getDevMinor()));
        Process process = mknod.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new CliException(said.strip());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CliException("interrupted");
        }
    }

    private void own(TarArchiveEntry entry, Path place) throws IOException {
        if (keepOwners) {
            Files.setAttribute(place, "unix:uid", (int) entry.getLongUserId(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(place, "unix:gid", (int) entry.getLongGroupId(), LinkOption.NOFOLLOW_LINKS);
        }
    }
}
