package dev.proa.image.registry;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a registry's challenges for one login. Thread-safe. */
final class Authorization {
    private final Credentials credentials;
    private final Tokens tokens;
    private volatile @Nullable Challenge challenge;

    Authorization(Credentials credentials, Tokens tokens) {
        this.credentials = credentials;
        this.tokens = tokens;
    }

    /** What the registry wants from now on. */
    void challenged(Challenge wanted) {
        challenge = wanted;
    }

    /**
     * The header for a request; empty as long as the registry has not asked for one.
     *
     * @param again whether what was sent last was refused
     * @throws RegistryException when the registry wants what there is not
     */
    Optional<String> header(Scope scope, boolean again) throws IOException {
        if (credentials instanceof Credentials.RegistryToken(String token)) {
            return Optional.of("Bearer " + token);
        }
        Challenge wanted = challenge;
        if (wanted == null) {
            return Optional.empty();
        }
        if (wanted.scheme().equals(Challenge.BASIC)) {
            if (credentials instanceof Credentials.Password password) {
                return Optional.of(password.basic());
            }
            // Docker's words.
            throw new RegistryException(401, "UNAUTHORIZED", "no basic auth credentials", null);
        }
        return Optional.of("Bearer " + tokens.token(wanted, scope, again));
    }

    /** Whether asking again may bring another answer: a token may have run out, a password does not. */
    boolean mayHelp(boolean hadHeader) {
        if (credentials instanceof Credentials.RegistryToken) {
            return false;
        }
        Challenge wanted = challenge;
        return wanted != null && (!hadHeader || wanted.scheme().equals(Challenge.BEARER));
    }

    /** What may be kept in the password's place; empty when there is nothing of the kind. */
    String identityToken() throws IOException {
        Challenge wanted = challenge;
        return wanted != null && wanted.scheme().equals(Challenge.BEARER) ? tokens.identity(wanted) : "";
    }
}
