package dev.proa.server.image;

import dev.proa.image.registry.Credentials;
import dev.proa.server.http.Exchange;
import dev.proa.wire.image.RegistryAuthBody;
import dev.proa.wire.json.BadJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The credentials that come with a request, in the header that Docker's clients use. */
public final class RegistryAuth {
    private static final String HEADER = "X-Registry-Auth";

    private RegistryAuth() {}

    /** Nobody's when there are none, or, as for dockerd, when they cannot be read. */
    public static Credentials of(Exchange exchange) {
        String header = exchange.header(HEADER);
        if (header == null || header.isBlank()) {
            return Credentials.ANONYMOUS;
        }
        try {
            byte[] json =
                    Base64.getDecoder().decode(header.strip().replace('-', '+').replace('_', '/'));
            return of(exchange.json().read(RegistryAuthBody.class, json));
        } catch (IllegalArgumentException | BadJson unreadable) {
            return Credentials.ANONYMOUS;
        }
    }

    /** The strongest of what is given: a token before a password. */
    public static Credentials of(RegistryAuthBody auth) {
        if (!auth.registryToken().isEmpty()) {
            return new Credentials.RegistryToken(auth.registryToken());
        }
        if (!auth.identityToken().isEmpty()) {
            return new Credentials.IdentityToken(auth.username(), auth.identityToken());
        }
        if (!auth.username().isEmpty() || !auth.password().isEmpty()) {
            return new Credentials.Password(auth.username(), auth.password());
        }
        return auth.auth().isEmpty() ? Credentials.ANONYMOUS : joined(auth.auth());
    }

    private static Credentials joined(String base64) {
        String text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        return colon < 0
                ? Credentials.ANONYMOUS
                : new Credentials.Password(text.substring(0, colon), text.substring(colon + 1));
    }
}
