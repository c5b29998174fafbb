package dev.proa.engine.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a tarball becomes an image.
 *
 * @param name what to call it, null: nothing
 * @param message the history's comment
 * @param changes Dockerfile instructions
 * @param platform {@code os/arch}, null: the host's
 */
public record ImageImport(
        @Nullable String name,
        String message,
        List<String> changes,
        @Nullable String platform) {}
