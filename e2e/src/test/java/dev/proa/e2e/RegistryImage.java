package dev.proa.e2e;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An image as a registry keeps it: blobs and a manifest, or a list of other images' manifests.
 *
 * @param blobs configuration first, then the layers as stored
 * @param parts what a list lists
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RegistryImage(String mediaType, byte[] manifest, List<byte[]> blobs, List<RegistryImage> parts) {

    static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    static final String DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    /** How layers are stored, and under which media types. */
    enum Form {
        DOCKER_GZIP(DOCKER_MANIFEST, "application/vnd.docker.image.rootfs.diff.tar.gzip"),
        OCI_GZIP(OCI_MANIFEST, "application/vnd.oci.image.layer.v1.tar+gzip"),
        OCI_ZSTD(OCI_MANIFEST, "application/vnd.oci.image.layer.v1.tar+zstd"),
        OCI_PLAIN(OCI_MANIFEST, "application/vnd.oci.image.layer.v1.tar");

        private final String manifest;
        private final String layer;

        Form(String manifest, String layer) {
            this.manifest = manifest;
            this.layer = layer;
        }

        private byte[] stored(byte[] tar) throws IOException {
            return switch (this) {
                case DOCKER_GZIP, OCI_GZIP -> ImageArchive.gzip(tar);
                case OCI_ZSTD -> Zstd.compress(tar);
                case OCI_PLAIN -> tar;
            };
        }
    }

    static RegistryImage of(ImageArchive image, Form form) throws IOException {
        List<byte[]> blobs = new ArrayList<>();
        blobs.add(image.configJson());
        List<String> layers = new ArrayList<>();
        for (byte[] tar : image.layerTars()) {
            byte[] stored = form.stored(tar);
            blobs.add(stored);
            layers.add(descriptor(form.layer, stored, ""));
        }
        String configType = form == Form.DOCKER_GZIP
                ? "application/vnd.docker.container.image.v1+json"
                : "application/vnd.oci.image.config.v1+json";
        String manifest = "{\"schemaVersion\":2,\"mediaType\":\"" + form.manifest + "\",\"config\":"
                + descriptor(configType, blobs.getFirst(), "") + ",\"layers\":[" + String.join(",", layers) + "]}";
        return new RegistryImage(form.manifest, manifest.getBytes(StandardCharsets.UTF_8), blobs, List.of());
    }

    static RegistryImage of(ImageArchive image) throws IOException {
        return of(image, Form.DOCKER_GZIP);
    }

    /** One image for one platform in a list. */
    record Entry(String platformJson, RegistryImage image) {}

    /** A list; platforms are JSON, for example {@code {"os":"linux","architecture":"arm64"}}. */
    static RegistryImage list(String mediaType, Entry... entries) {
        List<RegistryImage> parts = new ArrayList<>();
        List<String> descriptors = new ArrayList<>();
        for (Entry entry : entries) {
            parts.add(entry.image());
            descriptors.add(descriptor(
                    entry.image().mediaType(), entry.image().manifest(), ",\"platform\":" + entry.platformJson()));
        }
        String json = descriptors.stream()
                .collect(Collectors.joining(
                        ",", "{\"schemaVersion\":2,\"mediaType\":\"" + mediaType + "\",\"manifests\":[", "]}"));
        return new RegistryImage(mediaType, json.getBytes(StandardCharsets.UTF_8), List.of(), parts);
    }

    /** The same blobs under another manifest, for example one that lies. */
    RegistryImage withManifest(String json) {
        return new RegistryImage(mediaType, json.getBytes(StandardCharsets.UTF_8), blobs, parts);
    }

    String manifestText() {
        return new String(manifest, StandardCharsets.UTF_8);
    }

    /** The digest of the manifest. */
    String digest() {
        return "sha256:" + ImageArchive.sha256(manifest);
    }

    /** The digest of a layer as it is stored, from 0. */
    String layerDigest(int layer) {
        return "sha256:" + ImageArchive.sha256(blobs.get(layer + 1));
    }

    private static String descriptor(String mediaType, byte[] content, String more) {
        return "{\"mediaType\":\"" + mediaType + "\",\"size\":" + content.length + ",\"digest\":\"sha256:"
                + ImageArchive.sha256(content) + "\"" + more + "}";
    }
}
