package dev.proa.server.registry;

import dev.proa.image.registry.Credentials;
import dev.proa.server.http.Exchange;
import dev.proa.wire.json.BadJson;
import dev.proa.wire.json.WireJson;
import dev.proa.wire.registry.AuthConfigBody;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The credentials that a request brings along. */
public final class RegistryAuth {
    private static final String HEADER = "X-Registry-Auth";

    private RegistryAuth() {}

    /** Those of the header. As in Docker, one that cannot be read counts as none: the registry may need none. */
    public static Credentials of(Exchange exchange) {
        return header(exchange).map(RegistryAuth::credentials).orElse(Credentials.ANONYMOUS);
    }

    /** What the header holds; empty when there is none. */
    static Optional<AuthConfigBody> header(Exchange exchange) {
        String header = exchange.header(HEADER);
        if (header == null || header.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(decode(exchange.json(), header));
    }

    private static AuthConfigBody decode(WireJson json, String header) {
        try {
            return json.read(AuthConfigBody.class, Base64.getUrlDecoder().decode(header.strip()));
        } catch (IllegalArgumentException | BadJson unreadable) {
            return AuthConfigBody.empty();
        }
    }

    /** Who that is; {@code auth} is the older spelling of name and password. */
    static Credentials credentials(AuthConfigBody body) {
        if (!body.registryToken().isEmpty()) {
            return new Credentials.RegistryToken(body.registryToken());
        }
        if (!body.identityToken().isEmpty()) {
            return new Credentials.IdentityToken(body.username(), body.identityToken());
        }
        if (!body.username().isEmpty() || !body.password().isEmpty()) {
            return new Credentials.Password(body.username(), body.password());
        }
        return older(body.auth());
    }

    private static Credentials older(String auth) {
        try {
            String pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon > 0
                    ? new Credentials.Password(pair.substring(0, colon), pair.substring(colon + 1))
                    : Credentials.ANONYMOUS;
        } catch (IllegalArgumentException unreadable) {
            return Credentials.ANONYMOUS;
        }
    }
}
