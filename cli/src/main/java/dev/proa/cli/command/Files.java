package dev.proa.cli.command;

import dev.proa.cli.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that the user names, with the errors that Docker shows. */
public final class Files {
    private Files() {}

    /** Opens a file; the caller closes it. */
    public static InputStream open(String file) throws CliException, IOException {
        try {
            Path path = Path.of(file);
            if (java.nio.file.Files.isDirectory(path)) {
                throw new CliException("read " + file + ": is a directory");
            }
            return java.nio.file.Files.newInputStream(path);
        } catch (NoSuchFileException _) {
            throw new CliException("open " + file + ": no such file or directory");
        } catch (AccessDeniedException _) {
            throw new CliException("open " + file + ": permission denied");
        }
    }

    /** All of a small file. */
    public static String readText(String file) throws CliException, IOException {
        try (InputStream in = open(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
