package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/** Credentials for a registry, as clients send them in {@code X-Registry-Auth}. */
@Json
public record RegistryAuthBody(
        String username,
        String password,
        String auth,
        @Json.Property("serveraddress") String serverAddress,
        @Json.Property("identitytoken") String identityToken,
        @Json.Property("registrytoken") String registryToken) {
    public RegistryAuthBody {
        username = Absent.text(username);
        password = Absent.text(password);
        auth = Absent.text(auth);
        serverAddress = Absent.text(serverAddress);
        identityToken = Absent.text(identityToken);
        registryToken = Absent.text(registryToken);
    }

    /** Never the secrets. */
    @Override
    public String toString() {
        return "RegistryAuthBody[" + username + "]";
    }
}
