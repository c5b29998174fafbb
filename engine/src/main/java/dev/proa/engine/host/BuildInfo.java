package dev.proa.engine.host;

import dev.proa.engine.failure.Internal;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;

/**
 * What the build wrote of itself into the jar.
 *
 * @param commit empty when the build was not told
 */
record BuildInfo(String version, String commit, Instant built) {
    private static final String RESOURCE = "build.properties";

    /** @throws Internal when the resource is missing or malformed: a broken build */
    static BuildInfo read() {
        try (InputStream resource = BuildInfo.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new Internal("the resource " + RESOURCE + " is missing from this build");
            }
            Properties values = new Properties();
            values.load(new InputStreamReader(resource, StandardCharsets.UTF_8));
            return new BuildInfo(
                    values.getProperty("version", ""),
                    values.getProperty("commit", ""),
                    Instant.parse(values.getProperty("built", "1970-01-01T00:00:00Z")));
        } catch (IOException failure) {
            throw new Internal("read the resource " + RESOURCE + ": " + failure.getMessage(), failure);
        }
    }
}
