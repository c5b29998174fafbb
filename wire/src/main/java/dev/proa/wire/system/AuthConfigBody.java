package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;

/** Credentials for a registry. */
@Json
public record AuthConfigBody(
        @Json.Serializer(OmitEmptyText.class) String username,
        @Json.Serializer(OmitEmptyText.class) String password,
        @Json.Serializer(OmitEmptyText.class) String auth,
        @Json.Serializer(OmitEmptyText.class) String email,

        @Json.Property("serveraddress") @Json.Serializer(OmitEmptyText.class)
        String serverAddress,

        @Json.Property("identitytoken") @Json.Serializer(OmitEmptyText.class)
        String identityToken,

        @Json.Property("registrytoken") @Json.Serializer(OmitEmptyText.class)
        String registryToken) {
    public AuthConfigBody {
        username = Absent.text(username);
        password = Absent.text(password);
        auth = Absent.text(auth);
        email = Absent.text(email);
        serverAddress = Absent.text(serverAddress);
        identityToken = Absent.text(identityToken);
        registryToken = Absent.text(registryToken);
    }
}
