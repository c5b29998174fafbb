package dev.proa.image;

import dev.proa.image.internal.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The blobs of one image for one platform.
 *
 * @param config points to the {@link ImageConfig}
 * @param layers as they are stored, usually compressed, from the lowest up
 */
public record ImageManifest(
        String mediaType, Descriptor config, List<Descriptor> layers, Map<String, String> annotations)
        implements ManifestDocument {
    public ImageManifest {
        layers = List.copyOf(layers);
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** The document, in UTF-8. */
    public byte[] toJson() {
        return JsonText.object(json -> json.member("schemaVersion", 2)
                .member("mediaType", mediaType)
                .object("config", config::write)
                .array("layers", layers, (element, layer) -> layer.write(element))
                .map("annotations", annotations));
    }
}
