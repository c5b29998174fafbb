package dev.proa.server.registry;

import dev.proa.server.http.HttpFailure;
import dev.proa.wire.json.BadJson;
import dev.proa.wire.json.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A query's platform, which newer versions of the API write in JSON. */
final class PlatformParameter {
    private PlatformParameter() {}

    /** As {@code os/architecture/variant}. */
    static String parse(WireJson json, String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        try {
            if (json.readTree(text.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> fields) {
                String platform = part(fields, "os");
                for (String name : new String[] {"architecture", "variant"}) {
                    String part = part(fields, name);
                    platform = part.isEmpty() ? platform : platform + "/" + part;
                }
                return platform;
            }
        } catch (BadJson malformed) {
            throw new HttpFailure(400, "failed to parse platform: " + malformed.getMessage());
        }
        throw new HttpFailure(400, "failed to parse platform: " + text);
    }

    private static String part(Map<?, ?> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }
}
