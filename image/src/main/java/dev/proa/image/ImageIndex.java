package dev.proa.image;

import dev.proa.image.internal.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list of manifests, usually of the same image for several platforms.
 *
 * @param manifests in the document's order
 */
public record ImageIndex(String mediaType, List<Descriptor> manifests, Map<String, String> annotations)
        implements ManifestDocument {
    public ImageIndex {
        manifests = List.copyOf(manifests);
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
    }

    /** The entry that runs best on a platform, the first of equally good ones; empty if none does. */
    public Optional<Descriptor> choose(Platform wanted) {
        Descriptor best = null;
        int bestScore = -1;
        for (Descriptor entry : manifests) {
            Platform offered = entry.platform();
            int score = offered == null ? -1 : wanted.suitability(offered);
            if (score > bestScore) {
                best = entry;
                bestScore = score;
            }
        }
        if (best == null && manifests.size() == 1 && manifests.getFirst().platform() == null) {
            best = manifests.getFirst();
        }
        return Optional.ofNullable(best);
    }

    /** The document, in UTF-8. */
    public byte[] toJson() {
        return JsonText.object(json -> json.member("schemaVersion", 2)
                .member("mediaType", mediaType)
                .array("manifests", manifests, (element, manifest) -> manifest.write(element))
                .map("annotations", annotations));
    }
}
