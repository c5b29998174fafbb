package dev.proa.wire.image;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;

/** Whether what is stored of images is what its digests say. */
@Json
public record VerifyBody(
        @Json.Property("Blobs") int blobs,
        @Json.Property("Layers") int layers,
        @Json.Property("Damaged") List<DamageBody> damaged) {
    public VerifyBody {
        damaged = Absent.list(damaged);
    }
}
