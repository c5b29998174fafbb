package dev.proa.wire.registry;

import io.avaje.jsonb.Json;

/** A login that succeeded; the token, if there is one, is to be kept in the password's place. */
@Json
public record AuthenticatedBody(
        @Json.Property("Status") String status,
        @Json.Property("IdentityToken") String identityToken) {}
