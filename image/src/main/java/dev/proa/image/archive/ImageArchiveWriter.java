package dev.proa.image.archive;

import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageIndex;
import dev.proa.image.ImageManifest;
import dev.proa.image.ImageName;
import dev.proa.image.ManifestDocument;
import dev.proa.image.MediaTypes;
import dev.proa.image.content.BlobReader;
import dev.proa.image.internal.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes images as {@code docker save} does since version 25: one tar that is an OCI image layout and has the
 * {@code manifest.json} and {@code repositories} of older Docker versions as well.
 *
 * <p>The same images give the same bytes. Layers are written as they are stored, so their digests stay.
 */
public final class ImageArchiveWriter {
    private static final int MANIFEST_LIMIT = 8 << 20;

    private final BlobReader blobs;

    /** Writes what is in this store. */
    public ImageArchiveWriter(BlobReader blobs) {
        this.blobs = blobs;
    }

    /**
     * Writes an archive.
     *
     * @param images each once; those that share layers share them in the archive
     * @param out is not closed
     * @throws dev.proa.image.content.BlobNotFoundException if a blob is missing; checked before anything is written
     */
    public void write(List<SavedImage> images, OutputStream out) throws IOException {
        // By path, so that the order is the same whatever the order of the images.
        SortedMap<String, Content> files = new TreeMap<>();
        List<Descriptor> index = new ArrayList<>();
        SortedMap<String, SortedMap<String, String>> repositories = new TreeMap<>();
        for (SavedImage image : images) {
            addBlob(files, image.id());
            for (LayerBlob layer : image.layers()) {
                addBlob(files, layer.blob());
            }
            Descriptor manifest = manifest(files, image);
            if (image.names().isEmpty()) {
                index.add(manifest);
            }
            for (ImageName name : image.names()) {
                String tag = tag(name);
                index.add(named(manifest, name, tag));
                if (!image.layers().isEmpty()) {
                    repositories
                            .computeIfAbsent(name.familiarRepository(), _ -> new TreeMap<>())
                            .put(tag, image.layers().getLast().diffId().hex());
                }
            }
        }
        add(files, "oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        add(files, "index.json", new ImageIndex(MediaTypes.OCI_INDEX, index, Map.of()).toJson());
        add(files, "manifest.json", dockerManifest(images));
        if (!repositories.isEmpty()) {
            add(files, "repositories", repositories(repositories));
        }
        writeTar(files, out);
    }

    private static String tag(ImageName name) {
        String tag = name.tag();
        if (tag == null) {
            throw new IllegalArgumentException("a name without a tag: " + name);
        }
        return tag;
    }

    /** A file of the archive. */
    private record Content(long size, Source source) {}

    private interface Source {
        InputStream open() throws IOException;
    }

    private static void add(Map<String, Content> files, String path, byte[] bytes) {
        files.put(path, new Content(bytes.length, () -> new java.io.ByteArrayInputStream(bytes)));
    }

    private void addBlob(Map<String, Content> files, Digest digest) throws IOException {
        files.put(path(digest), new Content(blobs.size(digest), () -> blobs.open(digest)));
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.hex();
    }

    private Descriptor manifest(Map<String, Content> files, SavedImage image) throws IOException {
        if (image.manifest().isPresent()) {
            Digest digest = image.manifest().get();
            addBlob(files, digest);
            byte[] json = blobs.read(digest, MANIFEST_LIMIT);
            return Descriptor.of(ManifestDocument.parse(json, "").mediaType(), digest, json.length);
        }
        List<Descriptor> layers = new ArrayList<>();
        for (LayerBlob layer : image.layers()) {
            layers.add(Descriptor.of(layer.compression().layerMediaType(), layer.blob(), layer.size()));
        }
        byte[] json = new ImageManifest(
                        MediaTypes.OCI_MANIFEST,
                        Descriptor.of(MediaTypes.OCI_CONFIG, image.id(), blobs.size(image.id())),
                        layers,
                        Map.of())
                .toJson();
        Digest digest = Digest.of(json);
        add(files, path(digest), json);
        return Descriptor.of(MediaTypes.OCI_MANIFEST, digest, json.length);
    }

    private static Descriptor named(Descriptor manifest, ImageName name, String tag) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("io.containerd.image.name", name.repository() + ":" + tag);
        annotations.put("org.opencontainers.image.ref.name", tag);
        return new Descriptor(manifest.mediaType(), manifest.digest(), manifest.size(), annotations, null, List.of());
    }

    private static byte[] dockerManifest(List<SavedImage> images) {
        return JsonText.array(
                images,
                (json, image) -> json.member("Config", path(image.id()))
                        .stringsOrNull(
                                "RepoTags",
                                image.names().stream()
                                        .map(name -> name.familiarRepository() + ":" + tag(name))
                                        .toList())
                        .allStrings(
                                "Layers",
                                image.layers().stream()
                                        .map(layer -> path(layer.blob()))
                                        .toList()));
    }

    private static byte[] repositories(SortedMap<String, SortedMap<String, String>> repositories) {
        return JsonText.object(json -> repositories.forEach(json::map));
    }

    private static void writeTar(SortedMap<String, Content> files, OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        Set<String> directories = new LinkedHashSet<>();
        byte[] buffer = new byte[256 * 1024];
        for (Map.Entry<String, Content> file : files.entrySet()) {
            String path = file.getKey();
            for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
                String directory = path.substring(0, slash + 1);
                if (directories.add(directory)) {
                    tar.putArchiveEntry(entry(directory, TarConstants.LF_DIR, 0755, 0));
                    tar.closeArchiveEntry();
                }
            }
            tar.putArchiveEntry(
                    entry(path, TarConstants.LF_NORMAL, 0644, file.getValue().size()));
            try (InputStream in = file.getValue().source().open()) {
                for (int n; (n = in.read(buffer)) >= 0; ) {
                    tar.write(buffer, 0, n);
                }
            }
            tar.closeArchiveEntry();
        }
        tar.finish();
        tar.flush();
    }

    private static TarArchiveEntry entry(String path, byte type, int mode, long size) {
        TarArchiveEntry entry = new TarArchiveEntry(path, type);
        entry.setMode(mode);
        entry.setSize(size);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        return entry;
    }
}
