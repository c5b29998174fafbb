package dev.proa.linux.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A group of processes: its directory in each tree, never a tree's root.
 *
 * <p>Everything here looks at the kernel anew and holds nothing open. A directory that is missing counts as empty.
 *
 * @param directories one for each tree where the group is
 */
public record Cgroup(List<Path> directories) {
    public Cgroup {
        directories = List.copyOf(directories);
    }

    /** Whether any of the directories is there. */
    public boolean exists() {
        return directories.stream().anyMatch(Files::isDirectory);
    }

    /** The processes in it and in the cgroups below it, as this process's pid namespace numbers them. */
    public SortedSet<Long> pids() throws IOException {
        SortedSet<Long> pids = new TreeSet<>();
        for (Path directory : directories) {
            collectPids(directory, pids);
        }
        return pids;
    }

    /** Whether it is frozen, or was asked to and is not yet entirely. */
    public boolean frozen() throws IOException {
        for (Path directory : directories) {
            // Version 1 says THAWED, FREEZING or FROZEN; version 2 echoes what was written.
            String state = read(directory.resolve("freezer.state"));
            String wanted = read(directory.resolve("cgroup.freeze"));
            if (state.equals("FROZEN") || state.equals("FREEZING") || wanted.equals("1")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Removes its directories with the cgroups below it; content when they are gone already.
     *
     * @throws IOException when processes are left in it; directories without any are removed nevertheless
     */
    public void remove() throws IOException {
        IOException failure = null;
        for (Path directory : directories) {
            try {
                removeTree(directory);
            } catch (IOException inUse) {
                if (failure == null) {
                    failure = inUse;
                } else {
                    failure.addSuppressed(inUse);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Sends SIGKILL to all processes in it and in the cgroups below it; does not wait for their ends. Processes that are
     * being forked meanwhile are only met where the version 2 tree has the group too (cgroup.kill, since Linux 5.14).
     */
    public void kill() throws IOException {
        boolean killed = false;
        for (Path directory : directories) {
            Path kill = directory.resolve("cgroup.kill");
            try {
                Files.writeString(kill, "1", StandardOpenOption.WRITE);
                killed = true;
            } catch (IOException failure) {
                // Not there in version 1; removed between open and write, the kernel answers ENODEV.
                if (Files.exists(kill)) {
                    throw failure;
                }
            }
        }
        if (!killed) {
            for (long pid : pids()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static void collectPids(Path directory, SortedSet<Long> pids) throws IOException {
        for (String line : read(directory.resolve("cgroup.procs")).split("\n", -1)) {
            // Zero stands for a process outside this pid namespace.
            if (!line.isEmpty() && !line.equals("0")) {
                pids.add(Long.parseLong(line));
            }
        }
        for (Path child : children(directory)) {
            collectPids(child, pids);
        }
    }

    private static void removeTree(Path directory) throws IOException {
        for (Path child : children(directory)) {
            removeTree(child);
        }
        // The files in it cannot be deleted and need not be: rmdir(2) takes a cgroup with them.
        Files.deleteIfExists(directory);
    }

    private static List<Path> children(Path directory) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(directory, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
            entries.forEach(children::add);
        } catch (NoSuchFileException gone) {
            return List.of();
        }
        return children;
    }

    /** A file's text without surrounding blanks; empty when the file or its cgroup is not there. */
    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException missing) {
            return "";
        } catch (IOException failure) {
            // Removed between open and read, the kernel answers ENODEV.
            if (!Files.exists(file)) {
                return "";
            }
            throw failure;
        }
    }
}
