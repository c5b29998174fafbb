package dev.proa.snapshot;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A path inside a root file system, as a user wrote it: absolute or taken so, with {@code .} and {@code ..} resolved in the
 * text, as Docker does. A slash or {@code /.} at its end asks for what a link there leads to.
 *
 * <p>The kernel resolves it with the root file system's root as the root (openat2(2), RESOLVE_IN_ROOT): links in it, also
 * those that are changed at this moment, lead nowhere outside; links such as those in {@code /proc/1/root} nowhere at all.
 */
public final class RootPath {
    /** How everything inside a root is resolved. */
    static final long IN_ROOT = FileCalls.RESOLVE_IN_ROOT | FileCalls.RESOLVE_NO_MAGICLINKS;

    private static final int LINKS_LIMIT = 255;
    private static final FileName SELF = FileName.of(".");

    private final List<String> parts;
    private final String end;

    private RootPath(List<String> parts, String end) {
        this.parts = parts;
        this.end = end;
    }

    /** @throws IllegalArgumentException for a NUL character, which no path has */
    public static RootPath of(String written) {
        if (written.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("invalid path: it contains a NUL character");
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : written.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        String end = written.endsWith("/.") || written.equals(".") ? "/." : written.endsWith("/") ? "/" : "";
        return new RootPath(List.copyOf(parts), parts.isEmpty() ? "" : end);
    }

    /** Whether it is the root itself. */
    public boolean isRoot() {
        return parts.isEmpty();
    }

    /** The last name, {@code /} for the root. */
    public String name() {
        return isRoot() ? "/" : parts.getLast();
    }

    /** Whether it asks for what a link at its end leads to. */
    public boolean follows() {
        return isRoot() || !end.isEmpty();
    }

    /** Whether it asks for a directory's content by {@code /.} at its end. */
    public boolean isContent() {
        return end.equals("/.");
    }

    private FileName fileName() {
        return isRoot() ? SELF : FileName.of(String.join("/", parts));
    }

    /** The directory that contains it, open; the caller closes it. */
    public Fd openParent(Fd root) throws LinuxException {
        FileName parent = parts.size() < 2 ? SELF : FileName.of(String.join("/", parts.subList(0, parts.size() - 1)));
        return FileCalls.openat2(root, parent, FileCalls.O_PATH | FileCalls.O_DIRECTORY, 0, IN_ROOT);
    }

    /** The directory at the path, links followed, open for listing; the caller closes it. */
    public Fd openDirectory(Fd root) throws LinuxException {
        return FileCalls.openat2(root, fileName(), FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0, IN_ROOT);
    }

    /**
     * What is there: of a link the link itself, unless the path {@link #follows} it.
     *
     * @throws LinuxException ENOTDIR also when a slash follows something that is no directory
     */
    public FileStatus status(Fd root) throws LinuxException {
        int flags = FileCalls.O_PATH | (follows() ? FileCalls.O_DIRECTORY : FileCalls.O_NOFOLLOW);
        try (Fd found = FileCalls.openat2(root, fileName(), flags, 0, IN_ROOT)) {
            return FileCalls.status(found);
        }
    }

    /** Where the path ends when all links are followed as text, be it there or not; for people to see. */
    public String target(Fd root) throws LinuxException {
        Deque<String> pending = new ArrayDeque<>(parts);
        List<String> resolved = new ArrayList<>();
        for (int links = 0; !pending.isEmpty(); ) {
            String part = pending.pop();
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (part.equals("..")) {
                if (!resolved.isEmpty()) {
                    resolved.removeLast();
                }
                continue;
            }
            String link = link(root, resolved, part);
            if (link == null) {
                resolved.add(part);
                continue;
            }
            if (++links > LINKS_LIMIT) {
                throw new LinuxException("resolve \"" + this + "\"", Errno.ELOOP);
            }
            if (link.startsWith("/")) {
                resolved.clear();
            }
            List.of(link.split("/", -1)).reversed().forEach(pending::push);
        }
        return "/" + String.join("/", resolved);
    }

    private static @Nullable String link(Fd root, List<String> directory, String name) throws LinuxException {
        FileName path = directory.isEmpty() ? SELF : FileName.of(String.join("/", directory));
        try (Fd dir = FileCalls.openat2(root, path, FileCalls.O_PATH | FileCalls.O_DIRECTORY, 0, IN_ROOT)) {
            return new String(FileCalls.readlinkat(dir, FileName.of(name)).bytes(), StandardCharsets.UTF_8);
        } catch (LinuxException failure) {
            if (failure.is(Errno.EINVAL) || failure.is(Errno.ENOENT) || failure.is(Errno.ENOTDIR)) {
                return null; // no link
            }
            throw failure;
        }
    }

    @Override
    public String toString() {
        return "/" + String.join("/", parts) + end;
    }
}
