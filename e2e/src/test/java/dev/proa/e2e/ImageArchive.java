package dev.proa.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image made in code, written as a docker archive or an OCI layout. */
final class ImageArchive {

    private final List<String> tags;
    private final List<byte[]> layers = new ArrayList<>();
    private final Map<String, String> config = new LinkedHashMap<>();

    ImageArchive(String... tags) {
        this.tags = List.of(tags);
    }

    ImageArchive layer(Layer layer) {
        layers.add(layer.tar());
        return this;
    }

    /** Sets a field of the image's configuration to a JSON value, for example {@code User} to {@code "\"www\""}. */
    ImageArchive config(String field, String json) {
        config.put(field, json);
        return this;
    }

    /** Its image ID: the digest of its configuration. */
    String id() {
        return "sha256:" + sha256(configJson());
    }

    byte[] configJson() {
        String fields = config.entrySet().stream()
                .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
                .collect(Collectors.joining(","));
        String diffIds =
                layers.stream().map(l -> "\"sha256:" + sha256(l) + "\"").collect(Collectors.joining(","));
        String history = layers.stream()
                .map(l -> "{\"created\":\"2024-01-01T00:00:00Z\",\"created_by\":\"layer of " + l.length + " bytes\"}")
                .collect(Collectors.joining(","));
        return ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"created\":\"2024-01-01T00:00:00Z\",\"config\":{"
                        + fields
                        + "},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + diffIds + "]},\"history\":[" + history
                        + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The layers as tars, lowest first. */
    List<byte[]> layerTars() {
        return List.copyOf(layers);
    }

    /** The files of a docker archive by name, in order, so that a test can change one before writing them. */
    Map<String, byte[]> dockerArchiveFiles() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String configName = sha256(configJson()) + ".json";
        files.put(configName, configJson());
        List<String> names = new ArrayList<>();
        for (byte[] layer : layers) {
            String name = sha256(layer) + "/layer.tar";
            files.put(name, layer);
            names.add("\"" + name + "\"");
        }
        String repoTags = tags.stream().map(t -> "\"" + t + "\"").collect(Collectors.joining(",", "[", "]"));
        files.put(
                "manifest.json",
                ("[{\"Config\":\"" + configName + "\",\"RepoTags\":" + repoTags + ",\"Layers\":["
                                + String.join(",", names) + "]}]")
                        .getBytes(StandardCharsets.UTF_8));
        return files;
    }

    Path writeDockerArchive(Path to) throws IOException {
        return writeTar(dockerArchiveFiles(), to);
    }

    /** An OCI image layout in a tar, its layers compressed with gzip; of the tags the first is written. */
    Path writeOciLayout(Path to) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        byte[] configJson = configJson();
        files.put("blobs/sha256/" + sha256(configJson), configJson);
        List<String> descriptors = new ArrayList<>();
        for (byte[] layer : layers) {
            byte[] compressed = gzip(layer);
            files.put("blobs/sha256/" + sha256(compressed), compressed);
            descriptors.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", compressed, ""));
        }
        byte[] manifest =
                ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":"
                                + descriptor("application/vnd.oci.image.config.v1+json", configJson, "")
                                + ",\"layers\":["
                                + String.join(",", descriptors) + "]}")
                        .getBytes(StandardCharsets.UTF_8);
        files.put("blobs/sha256/" + sha256(manifest), manifest);
        String name = ",\"annotations\":{\"io.containerd.image.name\":\"docker.io/library/" + tags.getFirst()
                + "\",\"org.opencontainers.image.ref.name\":\""
                + tags.getFirst().replaceFirst(".*:", "") + "\"}";
        files.put(
                "index.json",
                ("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":["
                                + descriptor("application/vnd.oci.image.manifest.v1+json", manifest, name) + "]}")
                        .getBytes(StandardCharsets.UTF_8));
        return writeTar(files, to);
    }

    private static String descriptor(String mediaType, byte[] content, String more) {
        return "{\"mediaType\":\"" + mediaType + "\",\"digest\":\"sha256:" + sha256(content) + "\",\"size\":"
                + content.length + more + "}";
    }

    static Path writeTar(Map<String, byte[]> files, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            out.write(tar(files));
        }
        return to;
    }

    static byte[] tar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
