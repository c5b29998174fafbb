package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import dev.proa.wire.json.adapter.OmitZeroLong;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param status before API 1.52, for containers and images
 * @param id before API 1.52, for containers and images
 * @param from before API 1.52, for containers
 * @param time seconds since 1970
 * @param timeNano nanoseconds since 1970
 */
@Json
public record EventBody(
        @Json.Serializer(OmitEmptyText.class) String status,
        @Json.Serializer(OmitEmptyText.class) String id,
        @Json.Serializer(OmitEmptyText.class) String from,
        @Json.Property("Type") String type,
        @Json.Property("Action") String action,
        @Json.Property("Actor") @Nullable EventActor actor,
        @Json.Serializer(OmitEmptyText.class) String scope,
        @Json.Serializer(OmitZeroLong.class) long time,
        @Json.Serializer(OmitZeroLong.class) long timeNano) {
    public EventBody {
        status = Absent.text(status);
        id = Absent.text(id);
        from = Absent.text(from);
        type = Absent.text(type);
        action = Absent.text(action);
        scope = Absent.text(scope);
    }
}
