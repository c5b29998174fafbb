package dev.proa.image;

import dev.proa.image.internal.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** What a registry or an OCI layout says an image consists of: one image's manifest, or a list of manifests. */
public sealed interface ManifestDocument permits ImageManifest, ImageIndex {
    /** The document's media type. */
    String mediaType();

    /**
     * Reads either document, of OCI or of Docker's schema 2. Unknown members are ignored.
     *
     * @param mediaType as the registry or the descriptor said, empty if nobody did; used where the document itself does
     *     not say
     * @throws ImageFormatException if it is no JSON, a member has the wrong type, or the document is of another kind
     */
    static ManifestDocument parse(byte[] json, String mediaType) throws ImageFormatException {
        JsonValue document = JsonValue.parse("manifest", json);
        long schema = document.get("schemaVersion").number();
        if (schema == 1) {
            throw new ImageFormatException(
                    "manifest: schema version 1 is not supported: the image must be rebuilt or pushed again");
        }
        String own = document.get("mediaType").string();
        String type = own.isEmpty() ? mediaType : own;
        boolean list = document.get("manifests").isArray();
        boolean layers = document.get("layers").isArray();
        if (list && layers) {
            // Could be read as either, which has been used to deceive (CVE-2021-41190).
            throw new ImageFormatException("manifest: has both \"layers\" and \"manifests\"");
        }
        if (MediaTypes.isIndex(type) || (type.isEmpty() && list)) {
            return new ImageIndex(
                    type.isEmpty() ? MediaTypes.OCI_INDEX : type,
                    descriptors(document.get("manifests")),
                    document.get("annotations").stringMap());
        }
        if (MediaTypes.isManifest(type) || (type.isEmpty() && layers)) {
            return new ImageManifest(
                    type.isEmpty() ? MediaTypes.OCI_MANIFEST : type,
                    Descriptor.read(document.get("config")),
                    descriptors(document.get("layers")),
                    document.get("annotations").stringMap());
        }
        throw new ImageFormatException("manifest: unsupported media type \"" + type + "\"");
    }

    private static List<Descriptor> descriptors(JsonValue array) throws ImageFormatException {
        List<Descriptor> descriptors = new ArrayList<>();
        for (JsonValue element : array.elements()) {
            descriptors.add(Descriptor.read(element));
        }
        return descriptors;
    }
}
