package dev.proa.cli.registry;

import dev.proa.cli.CliException;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonIndenter;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.json.JsonText;
import dev.proa.cli.json.MalformedJsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The docker command's config file. Changes keep what this program does not know, and reach the file whole or not at
 * all.
 */
public final class DockerConfig {
    private static final String HEADERS = "HttpHeaders";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private Map<String, Object> root;

    private DockerConfig(Path file, Map<String, Object> root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Reads the file, in the directory that DOCKER_CONFIG names or in {@code ~/.docker}; one that is missing is empty.
     *
     * @throws CliException if it is no JSON
     */
    public static DockerConfig read() throws CliException, IOException {
        return read(directory().resolve("config.json"));
    }

    static DockerConfig read(Path file) throws CliException, IOException {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            text = new byte[0];
        }
        if (new String(text, StandardCharsets.UTF_8).isBlank()) {
            return new DockerConfig(file, new LinkedHashMap<>());
        }
        try {
            return new DockerConfig(
                    file, new LinkedHashMap<>(JsonObject.of(Json.parse(text)).fields()));
        } catch (MalformedJsonException e) {
            throw new CliException("Error parsing config file (" + file + "): " + e.getMessage());
        }
    }

    private static Path directory() {
        String asked = System.getenv("DOCKER_CONFIG");
        if (asked != null && !asked.isEmpty()) {
            return Path.of(asked);
        }
        String home = System.getenv("HOME");
        return Path.of(home == null || home.isEmpty() ? System.getProperty("user.home") : home, ".docker");
    }

    public Path file() {
        return file;
    }

    /** The keys that detach from a session, where a command line names none; may be empty. */
    public String detachKeys() {
        return root().string("detachKeys");
    }

    JsonObject root() {
        return new JsonObject(root);
    }

    /** Changes the file, as it is now: another program may have written it since it was read. */
    void change(Consumer<Map<String, Object>> change) throws CliException, IOException {
        Map<String, Object> fresh = read(file).root;
        change.accept(fresh);
        write(fresh);
        root = fresh;
    }

    private void write(Map<String, Object> content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException("no directory for " + file);
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        // A link is followed: the file that people keep elsewhere is the one to change.
        Path target = Files.exists(file) ? file.toRealPath() : file;
        Path home = target.toAbsolutePath().getParent();
        Path draft = Files.createTempFile(
                home == null ? directory : home,
                "config.json",
                ".tmp",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, text(content));
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static String text(Map<String, Object> content) {
        if (content.get(HEADERS) instanceof Map<?, ?> headers && headers.isEmpty()) {
            content.remove(HEADERS);
        }
        StringBuilder text = new StringBuilder();
        JsonIndenter.indent(JsonText.compact(content), "", "\t", text);
        return text.toString();
    }
}
