package dev.proa.image.registry;

import dev.proa.image.ImageFormatException;
import dev.proa.image.internal.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The bearer tokens of one login, each asked for once as long as it is valid. Thread-safe. */
final class Tokens {
    private static final int ANSWER_LIMIT = 1 << 20;
    /** Seconds that a token counts as valid, whatever its server says. */
    private static final long SHORTEST = 60;

    private static final long LONGEST = 60 * 60;
    /** A token is not used to its last second: the clocks differ, and the request takes time. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final String CLIENT = "proa";

    private final Transport transport;
    private final RegistryEndpoint endpoint;
    private final Credentials credentials;
    private final Map<Scope, Token> valid = new ConcurrentHashMap<>();

    private record Token(String text, Instant until, String refresh) {}

    Tokens(Transport transport, RegistryEndpoint endpoint, Credentials credentials) {
        this.transport = transport;
        this.endpoint = endpoint;
        this.credentials = credentials;
    }

    /**
     * A token for a scope.
     *
     * @param again whether one that was given before is known to be refused
     */
    String token(Challenge challenge, Scope scope, boolean again) throws IOException {
        Token known = valid.get(scope);
        if (known != null && !again && Instant.now().isBefore(known.until)) {
            return known.text;
        }
        Token fetched = fetch(challenge, scope, false);
        valid.put(scope, fetched);
        return fetched.text;
    }

    /** What may be kept in the password's place; empty when the server gives nothing of the kind. */
    String identity(Challenge challenge) throws IOException {
        if (!(credentials instanceof Credentials.Password)) {
            return "";
        }
        return fetch(challenge, Scope.NONE, true).refresh;
    }

    private Token fetch(Challenge challenge, Scope scope, boolean offline) throws IOException {
        URI realm = realm(challenge);
        try (RegistryResponse answer = ask(realm, challenge, scope, offline)) {
            byte[] body = answer.read(ANSWER_LIMIT);
            if (answer.status() != 200) {
                throw RegistryErrors.refusal(
                        credentials instanceof Credentials.IdentityToken ? "POST" : "GET",
                        realm,
                        answer.status(),
                        body);
            }
            JsonValue document = JsonValue.parse("token", body);
            String token = document.get("token").string();
            if (token.isEmpty()) {
                token = document.get("access_token").string();
            }
            if (token.isEmpty()) {
                throw new ImageFormatException("authorization server did not include a token in the response");
            }
            long lifetime = Math.clamp(document.get("expires_in").number(), SHORTEST, LONGEST);
            return new Token(
                    token,
                    Instant.now().plusSeconds(lifetime).minus(MARGIN),
                    document.get("refresh_token").string());
        }
    }

    /** A password must not go out readable because a registry said so, nor to where no address is. */
    private URI realm(Challenge challenge) throws RegistryException {
        String text = challenge.parameter("realm");
        URI realm;
        try {
            realm = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            throw new RegistryException(401, "", "invalid token auth challenge realm: " + text, malformed);
        }
        String scheme = String.valueOf(realm.getScheme());
        if (realm.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new RegistryException(401, "", "invalid token auth challenge realm: " + text, null);
        }
        if (scheme.equals("http") && !endpoint.insecure()) {
            throw new RegistryException(
                    401, "", "refusing to send credentials over plain HTTP to the token server " + text, null);
        }
        return realm;
    }

    private RegistryResponse ask(URI realm, Challenge challenge, Scope scope, boolean offline) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        String service = challenge.parameter("service");
        if (credentials instanceof Credentials.IdentityToken(String _, String refresh)) {
            fields.put("grant_type", "refresh_token");
            fields.put("service", service);
            fields.put("client_id", CLIENT);
            if (!scope.text().isEmpty()) {
                fields.put("scope", scope.text());
            }
            fields.put("refresh_token", refresh);
            String form = form(fields);
            return transport.send(
                    RegistryRequest.send("POST", realm, () -> BodyPublishers.ofString(form), scope)
                            .with("Content-Type", "application/x-www-form-urlencoded"),
                    Map.of(),
                    endpoint.insecure());
        }
        if (!service.isEmpty()) {
            fields.put("service", service);
        }
        Map<String, String> headers = Map.of();
        if (credentials instanceof Credentials.Password password) {
            fields.put("account", password.user());
            if (offline) {
                fields.put("client_id", CLIENT);
                fields.put("offline_token", "true");
            }
            headers = Map.of("Authorization", password.basic());
        }
        StringBuilder query = new StringBuilder(form(fields));
        for (String one : scope.text().isEmpty() ? new String[0] : scope.text().split(" ", -1)) {
            query.append(query.isEmpty() ? "" : "&").append(form(Map.of("scope", one)));
        }
        String address = realm.toString();
        URI asked = URI.create(address + (address.contains("?") ? "&" : "?") + query);
        return transport.send(RegistryRequest.get(asked, scope), headers, endpoint.insecure());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
