package dev.proa.image.archive;

import dev.proa.image.Descriptor;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageFormatException;
import dev.proa.image.ImageIndex;
import dev.proa.image.ImageManifest;
import dev.proa.image.ImageName;
import dev.proa.image.InvalidReferenceException;
import dev.proa.image.ManifestDocument;
import dev.proa.image.MediaTypes;
import dev.proa.image.Platform;
import dev.proa.image.content.BlobDraft;
import dev.proa.image.content.BlobWriter;
import dev.proa.image.internal.JsonValue;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the images of an archive: what {@code docker save} writes or an OCI image layout, as a tar stream (plain or
 * compressed) or, for a layout, a directory.
 *
 * <p>Life cycle: {@link #read} streams every file of the archive into drafts of a content store, tells the listener of
 * each as soon as it is complete, then finds the images and checks all digests that can be checked without unpacking.
 * Nobody else sees anything of it until {@link #commit()}; closing without that leaves nothing behind. The diff ids of
 * compressed layers remain to be checked by who unpacks them.
 *
 * <p>Memory use does not grow with the size of layers. For one thread.
 */
public final class ImageArchiveReader implements Closeable {
    private static final String DOCKER_MANIFEST = "manifest.json";
    private static final String OCI_INDEX = "index.json";
    private static final String OCI_LAYOUT = "oci-layout";
    private static final String NAME_ANNOTATION = "io.containerd.image.name";
    private static final String REF_NAME_ANNOTATION = "org.opencontainers.image.ref.name";
    // What BuildKit calls the manifests that only carry attestations.
    private static final String KIND_ANNOTATION = "vnd.docker.reference.type";
    private static final Pattern BLOB_PATH = Pattern.compile("blobs/(sha256|sha512)/([a-f0-9]+)");
    // docker save before version 25 and podman name the config by its digest.
    private static final Pattern LEGACY_CONFIG = Pattern.compile("([a-f0-9]{64})\\.json");
    private static final int LINK_LIMIT = 8;
    private static final int INDEX_DEPTH_LIMIT = 4;
    private static final int TAR_MAGIC_OFFSET = 257;

    private final BlobWriter store;
    private final ArchiveLimits limits;
    private final Platform platform;
    private final Consumer<ArchivedFile> listener;
    private final Map<String, ArchivedFile> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Set<ArchivedFile> needed = new LinkedHashSet<>();
    private final byte[] buffer = new byte[256 * 1024];
    private long contentBytes;
    private int entries;

    private ImageArchiveReader(
            BlobWriter store, ArchiveLimits limits, Platform platform, Consumer<ArchivedFile> listener) {
        this.store = store;
        this.limits = limits;
        this.platform = platform;
        this.listener = listener;
    }

    /**
     * What an archive contained.
     *
     * @param images in the archive's order, each once
     * @param reader to be committed or closed
     */
    public record Result(List<LoadedImage> images, ImageArchiveReader reader) implements Closeable {
        public Result {
            images = List.copyOf(images);
        }

        /** Makes the blobs of the images visible in the store. */
        public void commit() throws IOException {
            reader.commit();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }

    /**
     * Reads an archive to its end.
     *
     * @param archive is not closed
     * @param store gets the blobs
     * @param platform which is chosen where the archive has an image for several
     * @param listener told of each file as soon as it is complete; it may read the file from other threads, until the
     *     result is closed. It gets files that belong to no image as well
     * @return to be closed by the caller
     * @throws ImageFormatException if the archive is damaged, is none, or contradicts itself; the message says where
     * @throws IOException if it cannot be read or stored
     */
    public static Result read(
            InputStream archive,
            BlobWriter store,
            ArchiveLimits limits,
            Platform platform,
            Consumer<ArchivedFile> listener)
            throws IOException {
        ImageArchiveReader reader = new ImageArchiveReader(store, limits, platform, listener);
        return reader.finish(() -> reader.readTar(archive));
    }

    /** Reads an OCI layout directory, or an unpacked archive of docker save; like {@link #read}. */
    public static Result readDirectory(
            Path directory, BlobWriter store, ArchiveLimits limits, Platform platform, Consumer<ArchivedFile> listener)
            throws IOException {
        ImageArchiveReader reader = new ImageArchiveReader(store, limits, platform, listener);
        return reader.finish(() -> reader.readFiles(directory));
    }

    private interface Step {
        void run() throws IOException;
    }

    private Result finish(Step reading) throws IOException {
        try {
            reading.run();
            return new Result(images(), this);
        } catch (IOException | RuntimeException | Error failure) {
            try {
                close();
            } catch (IOException onTheWayOut) {
                failure.addSuppressed(onTheWayOut);
            }
            throw failure;
        }
    }

    private void readTar(InputStream archive) throws IOException {
        boolean any = false;
        InputStream plain = damaged(() -> Compression.decompressAny(archive));
        // Not closed: that would close the caller's stream.
        TarArchiveInputStream tar = new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry; (entry = nextEntry(tar)) != null; ) {
            any = true;
            countEntry();
            String name = clean(entry.getName());
            if (entry.isSymbolicLink()) {
                link(name, resolve(parent(name), entry.getLinkName()));
            } else if (entry.isLink()) {
                link(name, clean(entry.getLinkName()));
            } else if (entry.isFile()) {
                if (entry.getSize() > limits.contentBytes() - contentBytes) {
                    throw tooLarge();
                }
                store(name, tar);
            }
        }
        // A compressed stream whose end is missing or has the wrong checksum is only noticed by reading on.
        while (damaged(() -> plain.read(buffer)) >= 0) {
            // Padding.
        }
        if (!any) {
            throw new ImageFormatException("invalid archive: it is empty");
        }
    }

    private static @Nullable TarArchiveEntry nextEntry(TarArchiveInputStream tar) throws ImageFormatException {
        try {
            return tar.getNextEntry();
        } catch (IOException | IllegalArgumentException failure) {
            throw new ImageFormatException("invalid archive: " + failure.getMessage(), failure);
        }
    }

    private interface Reading<T> {
        T run() throws IOException;
    }

    // Only reading is the archive's fault; a full disk is not.
    private static <T> T damaged(Reading<T> reading) throws ImageFormatException {
        try {
            return reading.run();
        } catch (ImageFormatException precise) {
            throw precise;
        } catch (IOException failure) {
            throw new ImageFormatException("invalid archive: " + failure.getMessage(), failure);
        }
    }

    private void readFiles(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) all.sorted()::iterator) {
                countEntry();
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    try (InputStream in = Files.newInputStream(file)) {
                        store(clean(directory.relativize(file).toString()), in);
                    }
                }
            }
        }
    }

    private void countEntry() throws ImageFormatException {
        if (++entries > limits.entries()) {
            throw new ImageFormatException("invalid archive: more than " + limits.entries() + " entries");
        }
    }

    private ImageFormatException tooLarge() {
        return new ImageFormatException(
                "the archive's content is larger than the limit of " + limits.contentBytes() + " bytes");
    }

    private void store(String name, InputStream in) throws IOException {
        Matcher blob = BLOB_PATH.matcher(name);
        Digest promised = blob.matches() ? promised(name, blob) : null;
        BlobDraft draft = store.begin(promised == null ? Digest.SHA256 : promised.algorithm());
        try {
            int start = damaged(() -> in.readNBytes(buffer, 0, buffer.length));
            Compression compression = Compression.detect(buffer, start);
            boolean layer = compression != Compression.NONE || isTar(buffer, start);
            for (int n = start; n > 0; n = damaged(() -> in.readNBytes(buffer, 0, buffer.length))) {
                contentBytes += n;
                if (contentBytes > limits.contentBytes()) {
                    throw tooLarge();
                }
                draft.write(buffer, 0, n);
            }
            draft.finish();
            if (promised != null && !promised.equals(draft.digest())) {
                throw new ImageFormatException(
                        "invalid archive: the content of " + name + " has digest " + draft.digest());
            }
            ArchivedFile file = new ArchivedFile(draft, compression, layer);
            links.remove(name);
            ArchivedFile replaced = files.put(name, file);
            if (replaced != null) {
                replaced.draft().close();
            }
            listener.accept(file);
        } catch (IOException | RuntimeException | Error failure) {
            draft.close();
            throw failure;
        }
    }

    private static Digest promised(String name, Matcher blob) throws ImageFormatException {
        try {
            return new Digest(blob.group(1), blob.group(2));
        } catch (InvalidReferenceException invalid) {
            throw new ImageFormatException("invalid archive: " + name + ": " + invalid.getMessage());
        }
    }

    // "ustar" of POSIX and GNU; the first header of a tar older than that would only be unpacked a little later.
    private static boolean isTar(byte[] start, int length) {
        return length >= 512 && new String(start, TAR_MAGIC_OFFSET, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    private void link(String name, String target) throws IOException {
        ArchivedFile replaced = files.remove(name);
        if (replaced != null) {
            replaced.draft().close();
        }
        links.put(name, target);
    }

    private static String parent(String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : name.substring(0, slash);
    }

    private static String resolve(String directory, String target) {
        return clean(target.startsWith("/") || directory.isEmpty() ? target : directory + "/" + target);
    }

    /** The name without empty parts, "." and "..", which stops at the archive's root. */
    private static String clean(String name) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : name.split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> parts.pollLast();
                default -> parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private @Nullable ArchivedFile find(String name) {
        String at = clean(name);
        for (int i = 0; i < LINK_LIMIT; i++) {
            ArchivedFile file = files.get(at);
            if (file != null) {
                return file;
            }
            String next = links.get(at);
            if (next == null) {
                next = throughDirectoryLink(at);
            }
            if (next == null) {
                return null;
            }
            at = next;
        }
        return null;
    }

    // docker save of old wrote <layer>/layer.tar as a link to ../<other layer>/layer.tar; others link directories.
    private @Nullable String throughDirectoryLink(String name) {
        for (int slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
            String target = links.get(name.substring(0, slash));
            if (target != null) {
                return target + name.substring(slash);
            }
        }
        return null;
    }

    private ArchivedFile require(String name, String purpose) throws ImageFormatException {
        ArchivedFile file = find(name);
        if (file == null) {
            throw new ImageFormatException("invalid archive: " + purpose + " \"" + name + "\" is missing");
        }
        return file;
    }

    private byte[] readDocument(ArchivedFile file, String name) throws IOException {
        if (file.size() > limits.metadataBytes()) {
            throw new ImageFormatException(
                    "invalid archive: " + name + " is larger than the limit of " + limits.metadataBytes() + " bytes");
        }
        try (InputStream in = file.open()) {
            return in.readAllBytes();
        }
    }

    private List<LoadedImage> images() throws IOException {
        ArchivedFile docker = find(DOCKER_MANIFEST);
        Map<Digest, LoadedImage> images = new LinkedHashMap<>();
        if (docker != null) {
            readDockerManifest(readDocument(docker, DOCKER_MANIFEST), images);
        } else if (find(OCI_INDEX) != null) {
            readOciLayout(images);
        } else {
            throw new ImageFormatException("invalid archive: does not contain a " + DOCKER_MANIFEST);
        }
        return List.copyOf(images.values());
    }

    private void readDockerManifest(byte[] json, Map<Digest, LoadedImage> images) throws IOException {
        JsonValue manifest = JsonValue.parse("invalid archive: " + DOCKER_MANIFEST, json);
        if (manifest.isNull()) {
            throw new ImageFormatException("invalid manifest, manifest cannot be null (but can be [])");
        }
        Map<Digest, Digest> manifests = find(OCI_INDEX) == null ? Map.of() : manifestsByConfig();
        for (JsonValue item : manifest.elements()) {
            String configName = item.get("Config").string();
            ArchivedFile config = require(configName, "the config");
            Matcher named = LEGACY_CONFIG.matcher(clean(configName));
            if (named.matches() && !named.group(1).equals(config.digest().hex())) {
                throw new ImageFormatException(
                        "invalid archive: the content of " + configName + " has digest " + config.digest());
            }
            List<ArchivedFile> layers = new ArrayList<>();
            for (String layer : item.get("Layers").strings()) {
                layers.add(require(layer, "the layer"));
            }
            List<ImageName> names = new ArrayList<>();
            for (JsonValue tag : item.get("RepoTags").elements()) {
                names.add(tagged(tag.string()));
            }
            add(images, config, layers, names, Optional.ofNullable(manifests.get(config.digest())));
        }
    }

    private static ImageName tagged(String text) throws ImageFormatException {
        ImageName name;
        try {
            name = ImageName.parse(text);
        } catch (InvalidReferenceException invalid) {
            throw new ImageFormatException("invalid tag \"" + text + "\": " + invalid.getMessage());
        }
        if (name.tag() == null) {
            throw new ImageFormatException("invalid tag \"" + text + "\"");
        }
        return new ImageName(name.domain(), name.path(), name.tag(), null);
    }

    private void readOciLayout(Map<Digest, LoadedImage> images) throws IOException {
        ArchivedFile layout = find(OCI_LAYOUT);
        if (layout != null) {
            String version = JsonValue.parse(OCI_LAYOUT, readDocument(layout, OCI_LAYOUT))
                    .get("imageLayoutVersion")
                    .string();
            if (!version.startsWith("1.")) {
                throw new ImageFormatException(
                        "invalid archive: unsupported OCI image layout version \"" + version + "\"");
            }
        }
        List<Descriptor> entries = index(OCI_INDEX).manifests();
        // The same name may be given to one manifest for each platform.
        for (Descriptor entry : entries) {
            if (entry.annotations().containsKey(KIND_ANNOTATION) || isBetterOffered(entry, entries)) {
                continue;
            }
            Manifest found = manifest(entry, 0);
            if (found == null) {
                continue;
            }
            List<ArchivedFile> layers = new ArrayList<>();
            for (Descriptor layer : found.document.layers()) {
                layers.add(blob(layer, "the layer"));
            }
            List<ImageName> names = new ArrayList<>();
            nameOf(entry).ifPresent(names::add);
            add(images, blob(found.document.config(), "the config"), layers, names, Optional.of(found.file.digest()));
        }
        if (images.isEmpty() && !entries.isEmpty()) {
            throw new ImageFormatException("no matching manifest for " + platform + " in the archive's index");
        }
    }

    private boolean isBetterOffered(Descriptor entry, List<Descriptor> entries) {
        Platform own = entry.platform();
        Optional<ImageName> name = nameOf(entry);
        if (own == null || name.isEmpty()) {
            return false;
        }
        for (Descriptor other : entries) {
            Platform offered = other.platform();
            if (offered != null
                    && nameOf(other).equals(name)
                    && platform.suitability(offered) > platform.suitability(own)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<ImageName> nameOf(Descriptor entry) {
        String full = entry.annotations().get(NAME_ANNOTATION);
        String text = full != null ? full : entry.annotations().getOrDefault(REF_NAME_ANNOTATION, "");
        // The OCI annotation may be a bare tag, which names nothing.
        if (full == null && text.indexOf('/') < 0 && text.indexOf(':') < 0) {
            return Optional.empty();
        }
        try {
            ImageName name = ImageName.parse(text);
            return Optional.of(new ImageName(
                            name.domain(), name.path(), name.withDefaultTag().tag(), null))
                    .filter(n -> n.tag() != null);
        } catch (InvalidReferenceException freeText) {
            return Optional.empty();
        }
    }

    private record Manifest(ImageManifest document, ArchivedFile file) {}

    /** The manifest behind an entry of an index; null if there is none for the platform. */
    private @Nullable Manifest manifest(Descriptor entry, int depth) throws IOException {
        if (depth > INDEX_DEPTH_LIMIT) {
            throw new ImageFormatException(
                    "invalid archive: indexes nested deeper than " + INDEX_DEPTH_LIMIT + ": " + entry.digest());
        }
        ArchivedFile file = blob(entry, "the manifest");
        byte[] json = readDocument(file, entry.digest().toString());
        return switch (ManifestDocument.parse(json, entry.mediaType())) {
            case ImageManifest document -> new Manifest(document, file);
            case ImageIndex index -> {
                Optional<Descriptor> chosen = index.choose(platform);
                yield chosen.isEmpty() ? null : manifest(chosen.get(), depth + 1);
            }
        };
    }

    private ImageIndex index(String name) throws IOException {
        byte[] json = readDocument(require(name, "the index"), name);
        if (ManifestDocument.parse(json, MediaTypes.OCI_INDEX) instanceof ImageIndex index) {
            return index;
        }
        throw new ImageFormatException("invalid archive: " + name + " is no index");
    }

    private ArchivedFile blob(Descriptor descriptor, String purpose) throws ImageFormatException {
        Digest digest = descriptor.digest();
        ArchivedFile file = require("blobs/" + digest.algorithm() + "/" + digest.hex(), purpose);
        if (file.size() != descriptor.size()) {
            throw new ImageFormatException(
                    "invalid archive: " + digest + " has " + file.size() + " bytes instead of " + descriptor.size());
        }
        return file;
    }

    // An archive of docker save since version 25 is an OCI layout as well, which says the manifests.
    private Map<Digest, Digest> manifestsByConfig() throws IOException {
        Map<Digest, Digest> manifests = new HashMap<>();
        for (Descriptor entry : index(OCI_INDEX).manifests()) {
            if (MediaTypes.isManifest(entry.mediaType()) && find(path(entry.digest())) != null) {
                Manifest found = manifest(entry, 0);
                if (found != null) {
                    manifests.put(found.document.config().digest(), found.file.digest());
                }
            }
        }
        return manifests;
    }

    private static String path(Digest digest) {
        return "blobs/" + digest.algorithm() + "/" + digest.hex();
    }

    private void add(
            Map<Digest, LoadedImage> images,
            ArchivedFile configFile,
            List<ArchivedFile> layerFiles,
            List<ImageName> names,
            Optional<Digest> manifest)
            throws IOException {
        ImageConfig config =
                ImageConfig.parse(readDocument(configFile, configFile.digest().toString()));
        if (!config.platform().os().equals(platform.os())) {
            throw new ImageFormatException("cannot load " + config.platform().os() + " image on " + platform.os());
        }
        List<Digest> diffIds = config.diffIds();
        if (diffIds.size() != layerFiles.size()) {
            throw new ImageFormatException("invalid manifest, layers length mismatch: expected " + layerFiles.size()
                    + ", got " + diffIds.size());
        }
        List<LayerBlob> layers = new ArrayList<>();
        for (int i = 0; i < diffIds.size(); i++) {
            ArchivedFile file = layerFiles.get(i);
            Digest diffId = diffIds.get(i);
            if (file.compression() == Compression.NONE
                    && file.digest().algorithm().equals(diffId.algorithm())
                    && !file.digest().equals(diffId)) {
                throw new ImageFormatException("invalid diffID for layer " + i + ": expected \"" + diffId + "\", got \""
                        + file.digest() + "\"");
            }
            layers.add(new LayerBlob(file.digest(), file.size(), diffId, file.compression()));
        }
        needed.add(configFile);
        needed.addAll(layerFiles);
        if (manifest.isPresent()) {
            needed.add(require(path(manifest.get()), "the manifest"));
        }
        LoadedImage known = images.get(configFile.digest());
        Set<ImageName> all = new LinkedHashSet<>(known == null ? List.of() : known.names());
        all.addAll(names);
        images.put(
                configFile.digest(), new LoadedImage(configFile.digest(), config, layers, List.copyOf(all), manifest));
    }

    private void commit() throws IOException {
        Set<Digest> done = new HashSet<>();
        for (ArchivedFile file : needed) {
            if (done.add(file.digest())) {
                file.draft().commit();
            }
        }
    }

    /** Removes what was not committed. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (ArchivedFile file : files.values()) {
            try {
                file.draft().close();
            } catch (IOException next) {
                if (failure == null) {
                    failure = next;
                } else {
                    failure.addSuppressed(next);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
