package dev.proa.cli.registry;

import dev.proa.cli.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one says to a registry to be let in; parts that are unknown are empty.
 *
 * @param server the registry, as the credentials are kept under
 * @param identityToken a refresh token of an OAuth 2 server, instead of a password
 * @param registryToken a bearer token that is sent to the registry as it is
 */
public record Credentials(String server, String username, String password, String identityToken, String registryToken) {
    /** What a helper gives for a user name when the secret is an identity token. */
    static final String TOKEN_USER = "<token>";

    public static Credentials none(String server) {
        return new Credentials(server, "", "", "", "");
    }

    public static Credentials ofUser(String server, String username, String password) {
        return new Credentials(server, username, password, "", "");
    }

    public boolean isEmpty() {
        return username.isEmpty() && password.isEmpty() && identityToken.isEmpty() && registryToken.isEmpty();
    }

    /** These with a token in the password's place. */
    public Credentials withIdentityToken(String token) {
        return new Credentials(server, username, "", token, registryToken);
    }

    /** For a request's body. */
    public Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "username", username);
        put(fields, "password", password);
        put(fields, "serveraddress", server);
        put(fields, "identitytoken", identityToken);
        put(fields, "registrytoken", registryToken);
        return fields;
    }

    /** The value of an {@code X-Registry-Auth} header. */
    public String header() {
        return Base64.getUrlEncoder().encodeToString(JsonText.compact(json()).getBytes(StandardCharsets.UTF_8));
    }

    private static void put(Map<String, Object> fields, String name, String value) {
        if (!value.isEmpty()) {
            fields.put(name, value);
        }
    }

    /** Without the secrets, so that they get into no message. */
    @Override
    public String toString() {
        return "Credentials[" + username + " at " + server + "]";
    }
}
