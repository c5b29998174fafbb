package dev.proa.wire.registry;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** A user's credentials for a registry. */
@Json
public record AuthConfigBody(
        String username,
        String password,
        String auth,
        @Json.Property("serveraddress") String serverAddress,
        @Json.Property("identitytoken") String identityToken,
        @Json.Property("registrytoken") String registryToken) {
    public AuthConfigBody {
        username = Absent.text(username);
        password = Absent.text(password);
        auth = Absent.text(auth);
        serverAddress = Absent.text(serverAddress);
        identityToken = Absent.text(identityToken);
        registryToken = Absent.text(registryToken);
    }

    /** Nobody's. */
    public static AuthConfigBody empty() {
        return new AuthConfigBody("", "", "", "", "", "");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AuthConfigBody[" + username + " at " + serverAddress + "]";
    }
}
