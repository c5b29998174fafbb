package dev.proa.linux.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One mount, as a line of /proc/pid/mountinfo tells it (proc_pid_mountinfo(5)).
 *
 * <p>Paths are strings: the kernel's names need not be valid in this process's character set.
 *
 * @param id unique while the mount lives; may be used again afterwards
 * @param parentId the mount this one sits on
 * @param device {@code major:minor}
 * @param root the directory of the file system that is seen here
 * @param mountPoint where it is mounted, seen from this process's root
 * @param options of the mount, such as {@code ro} or {@code nosuid}
 * @param propagation such as {@code shared:7}; empty for a private mount
 * @param type the file system, such as {@code overlay}
 * @param source what was given as source
 * @param superOptions of the file system, such as {@code lowerdir=…}
 */
public record MountInfo(
        int id,
        int parentId,
        String device,
        String root,
        String mountPoint,
        List<String> options,
        List<String> propagation,
        String type,
        String source,
        List<String> superOptions) {

    public MountInfo {
        options = List.copyOf(options);
        propagation = List.copyOf(propagation);
        superOptions = List.copyOf(superOptions);
    }

    /**
     * What is mounted in this process's mount namespace, in the kernel's order: of several at one place the last is the
     * one that is seen.
     */
    public static List<MountInfo> list() throws IOException {
        return parse(new String(Files.readAllBytes(Path.of("/proc/self/mountinfo")), StandardCharsets.UTF_8));
    }

    /** The topmost mount at exactly this place, given as an absolute path without symbolic links. */
    public static Optional<MountInfo> find(Path mountPoint) throws IOException {
        String wanted = mountPoint.toString();
        return list().stream().filter(mount -> mount.mountPoint.equals(wanted)).reduce((_, later) -> later);
    }

    /**
     * Reads the text of a mountinfo file.
     *
     * @throws IOException when a line is not of the documented form
     */
    public static List<MountInfo> parse(String text) throws IOException {
        List<MountInfo> mounts = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
                mounts.add(parseLine(line));
            }
        }
        return mounts;
    }

    /**
     * Reads one line, without its line feed.
     *
     * @throws IOException when it is not of the documented form
     */
    public static MountInfo parseLine(String line) throws IOException {
        List<String> fields = List.of(line.split(" ", -1));
        // The number of optional fields varies; a lone hyphen ends them.
        int hyphen = fields.size() < 7 ? -1 : fields.subList(6, fields.size()).indexOf("-") + 6;
        if (hyphen < 6 || fields.size() < hyphen + 4) {
            throw new IOException("malformed line of mountinfo: " + line);
        }
        try {
            return new MountInfo(
                    Integer.parseInt(fields.get(0)),
                    Integer.parseInt(fields.get(1)),
                    fields.get(2),
                    unescape(fields.get(3)),
                    unescape(fields.get(4)),
                    split(fields.get(5)),
                    fields.subList(6, hyphen),
                    unescape(fields.get(hyphen + 1)),
                    unescape(fields.get(hyphen + 2)),
                    split(fields.get(hyphen + 3)));
        } catch (NumberFormatException malformed) {
            throw new IOException("malformed line of mountinfo: " + line, malformed);
        }
    }

    private static List<String> split(String options) {
        List<String> split = new ArrayList<>();
        for (String option : options.split(",", -1)) {
            split.add(unescape(option));
        }
        return split;
    }

    /** Undoes the kernel's escapes: a backslash and three octal digits for space, tab, line feed, backslash, hash. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 3 < field.length() && isOctal(field, i + 1)) {
                plain.append((char) Integer.parseInt(field, i + 1, i + 4, 8));
                i += 3;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static boolean isOctal(String text, int start) {
        for (int i = start; i < start + 3; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '7') {
                return false;
            }
        }
        return true;
    }
}
