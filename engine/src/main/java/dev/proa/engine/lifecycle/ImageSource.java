package dev.proa.engine.lifecycle;

import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where containers get their images: what creating one has to know of the image service, and no more. */
public interface ImageSource {
    /**
     * An image that cannot be removed before this is closed.
     *
     * @param layers chain IDs, lowest first
     */
    interface Held extends AutoCloseable {
        Digest id();

        ImageConfig config();

        List<String> layers();

        @Override
        void close();
    }

    /**
     * Finds an image and keeps it from being removed; the caller closes what it gets.
     *
     * @param platform {@code os/arch}, null: any
     * @throws dev.proa.engine.failure.NotFound when there is none, or none of that platform
     */
    Held hold(String image, @Nullable String platform);
}
