package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;

/**
 * What create answers.
 *
 * @param id 64 hexadecimal digits
 */
@Json
public record ContainerCreatedBody(
        @Json.Property("Id") String id,
        @Json.Property("Warnings") List<String> warnings) {
    public ContainerCreatedBody {
        id = Absent.text(id);
        warnings = Absent.list(warnings);
    }
}
