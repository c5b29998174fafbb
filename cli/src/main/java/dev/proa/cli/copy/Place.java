package dev.proa.cli.copy;

import dev.proa.cli.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One end of a copy.
 *
 * @param rebaseName what the source is to be called instead of its own name, empty: that
 */
public record Place(String path, boolean exists, boolean directory, String rebaseName) {
    private static final int LINKS_LIMIT = 10;

    /** A link's target in the words of whoever named the link: with its end, and the name to keep. */
    public static Place followed(String written, String target, boolean directory) {
        String path = target;
        if (Paths.isContent(written) && !Paths.isContent(path)) {
            path += "/.";
        }
        if (Paths.endsWithSlash(written) && !Paths.endsWithSlash(path)) {
            path += "/";
        }
        String name = Paths.base(written).equals(Paths.base(path)) ? "" : Paths.base(written);
        return new Place(path, true, directory, name);
    }

    /** A local source. */
    public static Place source(String written, boolean followLink) throws CliException, IOException {
        try {
            if (followLink) {
                String real = Path.of(written).toRealPath().toString();
                refuseFileWithSlash(written, real);
                return followed(written, real, Files.isDirectory(Path.of(real)));
            }
            Path lexical = Path.of(Paths.clean(written));
            if (Paths.assertsDirectory(written)) {
                Path real = lexical.toRealPath();
                refuseFileWithSlash(written, real.toString());
                return followed(written, real.toString(), true);
            }
            Path parent = lexical.getParent();
            Path resolved = parent == null ? lexical : parent.toRealPath().resolve(lexical.getFileName());
            Files.readAttributes(
                    resolved, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new Place(resolved.toString(), true, Files.isDirectory(resolved, LinkOption.NOFOLLOW_LINKS), "");
        } catch (NoSuchFileException missing) {
            throw new CliException("lstat " + Paths.clean(written) + ": no such file or directory");
        }
    }

    private static void refuseFileWithSlash(String written, String real) throws CliException {
        if (Paths.assertsDirectory(written) && !Files.isDirectory(Path.of(real))) {
            throw new CliException("not a directory");
        }
    }

    /** A local destination, links at its end followed. */
    public static Place destination(String written) throws CliException, IOException {
        Path path = Path.of(Paths.clean(written));
        String text = written;
        for (int links = 0; Files.isSymbolicLink(path); links++) {
            if (links == LINKS_LIMIT) {
                throw new CliException("too many symlinks in \"" + written + "\"");
            }
            path = path.resolveSibling(Files.readSymbolicLink(path)).normalize();
            text = path.toString();
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new Place(text, true, Files.isDirectory(path), "");
        }
        Path parent = path.getParent();
        if (parent != null && !Files.exists(parent)) {
            throw new CliException("stat " + parent + ": no such file or directory");
        }
        if (parent != null && !Files.isDirectory(parent)) {
            throw new CliException("not a directory");
        }
        return new Place(text, false, false, "");
    }

    String keptName() {
        return rebaseName.isEmpty() ? Paths.split(path).name() : rebaseName;
    }
}
