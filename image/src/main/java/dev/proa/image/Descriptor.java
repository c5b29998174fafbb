package dev.proa.image;

import dev.proa.image.internal.JsonText;
import dev.proa.image.internal.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pointer to a blob: what it is, its digest and size.
 *
 * @param size in bytes
 * @param platform which an index names for a manifest, null if it does not
 * @param urls where else the blob can be had
 */
public record Descriptor(
        String mediaType,
        Digest digest,
        long size,
        Map<String, String> annotations,
        @Nullable Platform platform,
        List<String> urls) {
    public Descriptor {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        urls = List.copyOf(urls);
    }

    /** A descriptor of nothing but the three things each has. */
    public static Descriptor of(String mediaType, Digest digest, long size) {
        return new Descriptor(mediaType, digest, size, Map.of(), null, List.of());
    }

    static Descriptor read(JsonValue json) throws ImageFormatException {
        long size = json.get("size").number();
        if (size < 0) {
            throw json.get("size").complaint("negative: " + size);
        }
        JsonValue platform = json.get("platform");
        return new Descriptor(
                json.get("mediaType").string(),
                json.get("digest").digest(),
                size,
                json.get("annotations").stringMap(),
                platform.isNull()
                        ? null
                        : new Platform(
                                platform.get("os").string(),
                                platform.get("architecture").string(),
                                platform.get("variant").string()),
                json.get("urls").strings());
    }

    void write(JsonText json) {
        json.member("mediaType", mediaType)
                .member("digest", digest.toString())
                .member("size", size)
                .strings("urls", urls)
                .map("annotations", annotations);
        Platform built = platform;
        if (built != null) {
            json.object(
                    "platform",
                    p -> p.member("architecture", built.architecture())
                            .member("os", built.os())
                            .optional("variant", built.variant()));
        }
    }
}
