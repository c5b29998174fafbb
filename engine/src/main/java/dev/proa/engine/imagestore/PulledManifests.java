package dev.proa.engine.imagestore;

import dev.proa.image.Descriptor;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageManifest;
import dev.proa.image.MediaTypes;
import java.util.List;

/** What a manifest must be for its image to be fetched. */
final class PulledManifests {
    private static final List<String> CONFIGS = List.of(
            MediaTypes.OCI_CONFIG, MediaTypes.DOCKER_CONFIG, "application/octet-stream", "application/json", "");
    private static final List<String> FOREIGN = List.of(
            "application/vnd.docker.image.rootfs.foreign.", "application/vnd.oci.image.layer.nondistributable.");
    private static final List<String> LAYERS =
            List.of(MediaTypes.DOCKER_LAYER, MediaTypes.OCI_LAYER, "application/octet-stream");

    private PulledManifests() {}

    /** @throws ImageFormatException for what is no image, or one that cannot be had from its registry alone */
    static void refuse(ImageManifest manifest) throws ImageFormatException {
        String config = manifest.config().mediaType();
        if (!CONFIGS.contains(config)) {
            throw new ImageFormatException(
                    "unsupported media type " + config + ": this is no container image but another kind of artifact");
        }
        if (manifest.config().size() > ImageConfigs.LIMIT) {
            throw new ImageFormatException("the image's configuration is larger than " + ImageConfigs.LIMIT + " bytes");
        }
        for (Descriptor layer : manifest.layers()) {
            String type = layer.mediaType();
            if (FOREIGN.stream().anyMatch(type::startsWith)) {
                throw new ImageFormatException("layer " + layer.digest()
                        + " is not at the registry but at a foreign URL, which is not supported by Proa");
            }
            if (LAYERS.stream().noneMatch(type::startsWith) || type.endsWith("+encrypted")) {
                throw new ImageFormatException("layer " + layer.digest() + ": unsupported media type " + type);
            }
        }
    }

    /** @throws ImageFormatException when manifest and configuration speak of different images */
    static void refuseMismatch(ImageManifest manifest, ImageConfig config) throws ImageFormatException {
        long steps =
                config.history().stream().filter(step -> !step.emptyLayer()).count();
        if (manifest.layers().size() != config.diffIds().size()
                || steps > config.diffIds().size()) {
            // Docker's words.
            throw new ImageFormatException("layers from manifest don't match image configuration");
        }
    }
}
