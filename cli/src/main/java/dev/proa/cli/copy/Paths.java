package dev.proa.cli.copy;

import java.nio.file.Path;

/** Paths as text, where what stands at their ends matters: a slash, or a slash and a dot. */
public final class Paths {
    private Paths() {}

    /** A parent and a last name; the name of a path that ends with {@code /.} is the dot. */
    public record Split(String directory, String name) {}

    /** Without {@code .}, {@code ..}, double slashes and slashes at the end. */
    public static String clean(String path) {
        String cleaned = Path.of(path).normalize().toString();
        return cleaned.isEmpty() ? "." : cleaned;
    }

    /** Whether the path's last name is a dot. */
    static boolean isContent(String path) {
        return path.equals(".") || path.endsWith("/.");
    }

    static boolean endsWithSlash(String path) {
        return path.endsWith("/");
    }

    /** Whether only a directory can be meant. */
    static boolean assertsDirectory(String path) {
        return endsWithSlash(path) || isContent(path);
    }

    /** A cleaned path with what the path it was made of had at its end. */
    static String preservingEnd(String cleaned, String original) {
        if (isContent(original) && !isContent(cleaned)) {
            return endsWithSlash(cleaned) ? cleaned + "." : cleaned + "/.";
        }
        return endsWithSlash(original) && !endsWithSlash(cleaned) ? cleaned + "/" : cleaned;
    }

    /** A local path made absolute. */
    public static String local(String path) {
        return preservingEnd(clean(Path.of(path).toAbsolutePath().toString()), path);
    }

    static Split split(String path) {
        String cleaned = clean(path);
        if (isContent(path)) {
            return new Split(cleaned, ".");
        }
        if (cleaned.equals("/")) {
            return new Split("/", "/");
        }
        int slash = cleaned.lastIndexOf('/');
        String directory = slash < 0 ? "." : slash == 0 ? "/" : cleaned.substring(0, slash);
        return new Split(directory, cleaned.substring(slash + 1));
    }

    /** The last name of a path. */
    public static String name(String path) {
        return split(path).name();
    }

    /** The last name, without regard to slashes at the end. */
    static String base(String path) {
        String bare = path;
        while (bare.length() > 1 && bare.endsWith("/")) {
            bare = bare.substring(0, bare.length() - 1);
        }
        return bare.substring(bare.lastIndexOf('/') + 1);
    }
}
