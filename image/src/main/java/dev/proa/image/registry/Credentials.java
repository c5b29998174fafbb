package dev.proa.image.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who somebody is to a registry. Their texts never show secrets, so that a log cannot. */
public sealed interface Credentials {
    /** Nobody in particular. */
    Credentials ANONYMOUS = new Anonymous();

    /** Nobody in particular. */
    record Anonymous() implements Credentials {}

    /** A name and a password, for basic authentication and for asking for tokens. */
    record Password(String user, String password) implements Credentials {
        /** The value of an {@code Authorization} header. */
        String basic() {
            return "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /** A refresh token that a login gave in place of a password. */
    record IdentityToken(String user, String token) implements Credentials {
        @Override
        public String toString() {
            return "IdentityToken[" + user + "]";
        }
    }

    /** A bearer token that is sent as it is. */
    record RegistryToken(String token) implements Credentials {
        @Override
        public String toString() {
            return "RegistryToken";
        }
    }
}
