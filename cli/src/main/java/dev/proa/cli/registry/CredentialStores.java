package dev.proa.cli.registry;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Which store keeps the credentials of which registry. */
public final class CredentialStores {
    private static final String ENVIRONMENT = "DOCKER_AUTH_CONFIG";

    private final DockerConfig config;

    private CredentialStores(DockerConfig config) {
        this.config = config;
    }

    /**
     * For commands that change credentials.
     *
     * @throws CliException if the config file cannot be understood: it is not overwritten then
     */
    public static CredentialStores open() throws CliException, IOException {
        return new CredentialStores(DockerConfig.read());
    }

    /**
     * The credentials for an image's registry, to be sent along with a request.
     *
     * <p>What stands in their way is told as a warning, and the request goes without them: the registry may need none.
     *
     * @param image well-formed
     */
    public static Credentials forImage(Cli cli, String image) {
        return of(cli, RegistryAddress.ofImage(image));
    }

    /** The same, of a registry's address. */
    public static Credentials of(Cli cli, String server) {
        try {
            return open().get(server);
        } catch (CliException e) {
            cli.errln("WARNING: " + e.text());
        } catch (IOException e) {
            cli.errln("WARNING: cannot read credentials: " + e.getMessage());
        }
        return Credentials.none(server);
    }

    /** Whether the environment holds credentials, which lead over those that are kept. */
    public static boolean environmentLeads() {
        String text = System.getenv(ENVIRONMENT);
        return text != null && !text.isEmpty();
    }

    /** The credentials for a registry, from the environment or its store. */
    public Credentials get(String server) throws CliException, IOException {
        if (environmentLeads()) {
            JsonObject auths = JsonObject.of(
                            Json.parse(System.getenv(ENVIRONMENT).getBytes(StandardCharsets.UTF_8)))
                    .object("auths");
            Credentials found = FileCredentials.find(auths, server);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return store(server).get(server);
    }

    /** The store for a registry. */
    public CredentialStore store(String server) throws CliException {
        JsonObject root = config.root();
        String helper = root.object("credHelpers").string(server);
        if (helper.isEmpty()) {
            helper = root.object("credHelpers").string(RegistryAddress.hostname(server));
        }
        if (helper.isEmpty()) {
            helper = root.string("credsStore");
        }
        if (helper.isEmpty() && root.object("auths").fields().isEmpty() && !root.has("credsStore")) {
            helper = installed();
        }
        return helper.isEmpty() ? new FileCredentials(config) : new HelperCredentials(helper);
    }

    /** The keychain to be used when nothing is chosen and nothing kept yet, or empty: as the docker command finds it. */
    private static String installed() {
        if (onPath("pass") && onPath("docker-credential-pass")) {
            return "pass";
        }
        return onPath("docker-credential-secretservice") ? "secretservice" : "";
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        for (String directory : path.split(Pattern.quote(File.pathSeparator), -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
