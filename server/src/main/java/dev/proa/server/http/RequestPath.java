package dev.proa.server.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A request's path, taken apart.
 *
 * @param version as the client wrote it, null: none
 * @param path the rest, beginning with a slash
 */
record RequestPath(@Nullable String version, String path) {
    static RequestPath parse(String raw) {
        String path = decode(raw);
        if (path.startsWith("/v")) {
            int end = path.indexOf('/', 2);
            if (end > 2 && isVersion(path, end)) {
                return new RequestPath(path.substring(2, end), path.substring(end));
            }
        }
        return new RequestPath(null, path);
    }

    private static boolean isVersion(String path, int end) {
        for (int i = 2; i < end; i++) {
            char c = path.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String raw) {
        try {
            // In a path a plus sign is a plus sign.
            return raw.indexOf('%') < 0 ? raw : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new HttpFailure(400, "invalid URL escape in path: " + raw);
        }
    }
}
