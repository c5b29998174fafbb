package dev.proa.cli.registry;

import dev.proa.cli.CliException;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Credentials in the config file itself, in plain Base64. */
final class FileCredentials implements CredentialStore {
    private static final String AUTHS = "auths";

    private final DockerConfig config;

    FileCredentials(DockerConfig config) {
        this.config = config;
    }

    @Override
    public Credentials get(String server) throws CliException {
        return find(config.root().object(AUTHS), server);
    }

    /** The entry of just this name, else of the same host: older versions kept URLs. */
    static Credentials find(JsonObject auths, String server) throws CliException {
        if (auths.has(server)) {
            return read(server, auths.object(server));
        }
        String host = RegistryAddress.hostname(server);
        for (String key : auths.fields().keySet()) {
            if (RegistryAddress.hostname(key).equals(host)) {
                return read(key, auths.object(key));
            }
        }
        return Credentials.none(server);
    }

    private static Credentials read(String server, JsonObject entry) throws CliException {
        String username = entry.string("username");
        String password = entry.string("password");
        String auth = entry.string("auth");
        if (!auth.isEmpty()) {
            String text = decode(auth);
            int colon = text.indexOf(':');
            if (colon <= 0) {
                throw new CliException("Invalid auth configuration file");
            }
            username = text.substring(0, colon);
            password = stripNul(text.substring(colon + 1));
        }
        String identity = entry.string("identitytoken");
        return new Credentials(
                server, username, identity.isEmpty() ? password : "", identity, entry.string("registrytoken"));
    }

    private static String decode(String auth) throws CliException {
        try {
            return new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new CliException("Invalid auth configuration file");
        }
    }

    private static String stripNul(String password) {
        int end = password.length();
        while (end > 0 && password.charAt(end - 1) == '\0') {
            end--;
        }
        return password.substring(0, end);
    }

    @Override
    public void store(Credentials credentials) throws CliException, IOException {
        Map<String, Object> entry = new LinkedHashMap<>();
        String pair = credentials.username() + ":" + credentials.password();
        if (pair.length() > 1) {
            entry.put("auth", Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        if (!credentials.identityToken().isEmpty()) {
            entry.put("identitytoken", credentials.identityToken());
        }
        config.change(root -> auths(root).put(credentials.server(), entry));
    }

    @Override
    public void erase(String server) throws CliException, IOException {
        if (config.root().object(AUTHS).fields().containsKey(server)) {
            config.change(root -> auths(root).remove(server));
        }
    }

    @Override
    public String plainFile() {
        return config.file().toString();
    }

    @SuppressWarnings("unchecked") // the tree is made by Json alone, with these types
    private static Map<String, Object> auths(Map<String, Object> root) {
        if (!(root.get(AUTHS) instanceof Map<?, ?>)) {
            root.put(AUTHS, new LinkedHashMap<String, Object>());
        }
        return (Map<String, Object>) root.get(AUTHS);
    }
}
