package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The processes of a container. */
@Json
public record TopBody(
        @Json.Property("Titles") List<String> titles,
        @Json.Property("Processes") @Nullable List<List<String>> processes) {
    public TopBody {
        titles = Absent.list(titles);
    }
}
