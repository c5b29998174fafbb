package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;

/**
 * What happens when a container ends.
 *
 * @param name empty, {@code no}, {@code always}, {@code unless-stopped} or {@code on-failure}
 */
@Json
public record RestartPolicy(
        @Json.Property("Name") String name,
        @Json.Property("MaximumRetryCount") int maximumRetryCount) {
    public RestartPolicy {
        name = Absent.text(name);
    }
}
