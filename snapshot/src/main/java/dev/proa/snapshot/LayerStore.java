package dev.proa.snapshot;

import dev.proa.image.Digest;
import dev.proa.image.InvalidReferenceException;
import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import dev.proa.linux.file.FileTrees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked layers in a directory, of one process: {@code <chain id in hexadecimal>/fs} has a layer's files,
 * {@code <chain id>/layer} what is known of it, {@code staging/} what is being unpacked or removed. A layer appears by a
 * rename after it was verified; a reader never sees half of one.
 *
 * <p>Nobody waits for the disk: a layer is written back in the background and then gets the file {@code synced}. If the
 * machine goes down before, the layer is removed at the next opening, since it can be unpacked again from its blob. A layer
 * that was found damaged has the file {@code damaged}.
 *
 * <p>The directory lets nobody but its owner in: layers contain setuid programs and device nodes of strangers.
 *
 * <p>Safe for use by several threads. Layers are unpacked on as many threads as the machine has cores.
 */
public final class LayerStore implements AutoCloseable {
    private static final String STAGING = "staging";
    private static final String FILES = "fs";
    private static final String INFO = "layer";
    private static final String SYNCED = "synced";
    private static final String DAMAGED = "damaged";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final Path root;
    private final Path staging;
    private final KeyedLocks<ChainId> locks = new KeyedLocks<>();
    private final Map<ChainId, Layer> known = new ConcurrentHashMap<>();
    private final OfferedLayers offered = new OfferedLayers();
    private final ExecutorService workers;
    private final String bootId;
    private final Set<ChainId> unsynced = new HashSet<>();
    private boolean syncing;
    private boolean closed;

    private LayerStore(Path root, int threads, String bootId) {
        this.root = root;
        this.bootId = bootId;
        this.staging = root.resolve(STAGING);
        // Platform threads: unpacking is native calls, which would hold a virtual thread's carrier.
        this.workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("unpack-", 0).factory());
    }

    /**
     * Opens the store in a directory, which is made if need be, and removes what a crash left half-made or the machine's
     * going down may have damaged.
     *
     * <p>Only one process may have it open: the caller sees to that.
     */
    public static LayerStore open(Path root) throws IOException {
        return open(
                root,
                Runtime.getRuntime().availableProcessors(),
                Files.readString(BOOT_ID).strip());
    }

    /** As if the machine had last been started with this boot id (random(4)). */
    static LayerStore open(Path root, int threads, String bootId) throws IOException {
        Path staging = root.resolve(STAGING);
        Files.createDirectories(root);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectories(staging);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(staging)) {
            for (Path directory : left) {
                FileTrees.delete(directory);
            }
        }
        LayerStore store = new LayerStore(root, threads, bootId);
        try {
            store.removeUnsynced();
        } catch (IOException | RuntimeException | Error failure) {
            store.close();
            throw failure;
        }
        return store;
    }

    private void removeUnsynced() throws IOException {
        for (ChainId id : list()) {
            if (Files.exists(path(id).resolve(SYNCED))) {
                continue;
            }
            if (isFromThisBoot(id)) {
                syncLater(id); // only the process ended; what it wrote is in the kernel's hands
            } else {
                remove(id);
            }
        }
    }

    private boolean isFromThisBoot(ChainId id) {
        try {
            return Files.readAllLines(path(id).resolve(INFO)).getLast().equals(bootId);
        } catch (IOException | NoSuchElementException damaged) {
            return false;
        }
    }

    private Path path(ChainId id) {
        return root.resolve(id.digest().hex());
    }

    /** Whether the layer is there. */
    public boolean contains(ChainId id) {
        return known.containsKey(id) || Files.isDirectory(path(id));
    }

    /**
     * A layer.
     *
     * @throws NoSuchFileException if it is not there
     */
    public Layer get(ChainId id) throws IOException {
        Layer layer = find(id);
        if (layer == null) {
            throw new NoSuchFileException(path(id).toString(), null, "layer " + id + " not found");
        }
        return layer;
    }

    private @Nullable Layer find(ChainId id) throws IOException {
        Layer cached = known.get(id);
        if (cached != null) {
            return cached;
        }
        Path directory = path(id);
        List<String> lines;
        try {
            lines = Files.readAllLines(directory.resolve(INFO));
        } catch (NoSuchFileException missing) {
            return null;
        }
        try {
            Layer layer = new Layer(
                    id,
                    Digest.parse(lines.get(0)),
                    directory.resolve(FILES),
                    Long.parseLong(lines.get(1)),
                    Boolean.parseBoolean(lines.get(2)));
            known.put(id, layer);
            // Removed since it was read: it must not be known any more. Before, remove() forgets it.
            if (!Files.exists(directory.resolve(INFO))) {
                known.remove(id, layer);
                return null;
            }
            return layer;
        } catch (IllegalArgumentException | IndexOutOfBoundsException damaged) {
            throw new IOException(directory.resolve(INFO) + " is damaged", damaged);
        }
    }

    /** All layers, in no order. */
    public List<ChainId> list() throws IOException {
        List<ChainId> layers = new ArrayList<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root)) {
            for (Path directory : directories) {
                try {
                    layers.add(new ChainId(Digest.sha256(String.valueOf(directory.getFileName()))));
                } catch (InvalidReferenceException other) {
                    // The staging directory.
                }
            }
        }
        return layers;
    }

    /**
     * Removes a layer. Nothing may have it mounted and no layer above it may be wanted: the caller knows.
     *
     * @return whether there was one
     */
    public boolean remove(ChainId id) throws IOException {
        Path gone;
        try (KeyedLocks.Held _ = locks.lock(id)) {
            known.remove(id);
            gone = Files.createTempDirectory(staging, "removed-");
            try {
                Files.move(path(id), gone.resolve(FILES), StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException missing) {
                FileTrees.delete(gone);
                return false;
            } finally {
                // Again, for who read it before it was moved: see find().
                known.remove(id);
            }
        }
        FileTrees.delete(gone);
        return true;
    }

    /** Starts unpacking the layers of images; to be closed by the caller. */
    public ImageUnpacker unpacker(LayerLimits limits) {
        return new ImageUnpacker(this, limits);
    }

    /** Ends the threads; what is being unpacked is given up. Does not wait for what is being written back. */
    @Override
    public void close() {
        synchronized (unsynced) {
            closed = true;
        }
        workers.shutdownNow();
        workers.close();
    }

    // For ImageUnpacker ----------------------------------------------------------------------------------------------

    ExecutorService workers() {
        return workers;
    }

    OfferedLayers offered() {
        return offered;
    }

    KeyedLocks.Held lock(ChainId id) {
        return locks.lock(id);
    }

    /** The diff ids that some layer here has. */
    Set<Digest> diffIds() throws IOException {
        Set<Digest> diffIds = new HashSet<>();
        for (ChainId id : list()) {
            Layer layer = find(id);
            if (layer != null) {
                diffIds.add(layer.diffId());
            }
        }
        return diffIds;
    }

    /**
     * Unpacks a layer into a temporary directory, which is removed again if that fails.
     *
     * @param algorithm of the diff id
     */
    StagedLayer stage(LayerSource source, LayerLimits limits, String algorithm) throws IOException {
        Path directory = Files.createTempDirectory(staging, "layer-");
        try {
            Path files = directory.resolve(FILES);
            Files.createDirectory(
                    files, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            // Not cut by the umask.
            Files.setPosixFilePermissions(files, PosixFilePermissions.fromString("rwxr-xr-x"));
            // The blob was verified: its digest is the diff id if it is the tar itself.
            boolean plain = source.compression() == dev.proa.image.archive.Compression.NONE
                    && source.blob().algorithm().equals(algorithm);
            try (InputStream stored = source.content().open();
                    InputStream tar = source.compression().decompress(stored);
                    HashingInputStream hashing = new HashingInputStream(tar, algorithm, !plain, limits.bytes());
                    Fd dir = FileCalls.openDirectory(files);
                    LayerUnpacker unpacker = new LayerUnpacker(dir, limits.bytes())) {
                unpacker.unpack(hashing);
                Digest hashed = hashing.digest();
                return new StagedLayer(
                        directory,
                        hashed == null ? source.blob() : hashed,
                        unpacker.size(),
                        unpacker.opaqueRoot(),
                        unpacker.impliedDirectories());
            }
        } catch (IOException | RuntimeException | Error failure) {
            try {
                FileTrees.delete(directory);
            } catch (IOException onTheWayOut) {
                failure.addSuppressed(onTheWayOut);
            }
            throw failure;
        }
    }

    /**
     * Compares a layer with its tar: the tar is unpacked once more beside it, which takes the room of the layer meanwhile.
     * {@link #isDamaged} remembers what came out.
     *
     * @param id of a layer that nobody removes meanwhile: the caller sees to that
     * @return what differs, a line each, at most a few; empty if nothing does
     * @throws LayerException if the tar itself is damaged
     */
    public List<String> verify(ChainId id, LayerSource source) throws IOException {
        List<String> differences = compare(id, source);
        Path mark = path(id).resolve(DAMAGED);
        if (differences.isEmpty()) {
            Files.deleteIfExists(mark);
        } else {
            Files.write(mark, new byte[0]);
        }
        return differences;
    }

    /** Whether the layer is there and was not as it should be when it was last compared. */
    public boolean isDamaged(ChainId id) {
        return Files.exists(path(id).resolve(DAMAGED));
    }

    private List<String> compare(ChainId id, LayerSource source) throws IOException {
        Layer layer = get(id);
        StagedLayer fresh =
                stage(source, new LayerLimits(Long.MAX_VALUE), layer.diffId().algorithm());
        try {
            if (!fresh.diffId().equals(layer.diffId())) {
                return List.of("the blob unpacks to " + fresh.diffId() + " instead of " + layer.diffId());
            }
            return TreeComparison.differences(
                    fresh.directory().resolve(FILES), layer.directory(), Set.copyOf(fresh.implied()));
        } catch (IOException unreadable) {
            return List.of("cannot be compared: " + unreadable.getMessage());
        } finally {
            discard(fresh);
        }
    }

    /** Removes a staged layer. */
    void discard(StagedLayer staged) throws IOException {
        FileTrees.delete(staged.directory());
    }

    /** Gives directories that a tar did not describe the attributes of the same directory below. */
    void adoptImplied(StagedLayer staged, List<Layer> below) throws IOException {
        if (staged.hidesAllBelow() || below.isEmpty()) {
            return;
        }
        try (Fd own = FileCalls.openDirectory(staged.directory().resolve(FILES))) {
            for (FileName path : staged.implied()) {
                for (Layer layer : below.reversed()) {
                    if (adopt(own, layer, path) || layer.hidesAllBelow()) {
                        break;
                    }
                }
            }
        }
    }

    private static final long BENEATH =
            FileCalls.RESOLVE_BENEATH | FileCalls.RESOLVE_NO_SYMLINKS | FileCalls.RESOLVE_NO_XDEV;
    private static final FileName SELF = FileName.of(".");

    /** Whether the search has ended at this layer. */
    private static boolean adopt(Fd own, Layer layer, FileName path) throws IOException {
        int flags = FileCalls.O_RDONLY | FileCalls.O_DIRECTORY;
        try (Fd parentRoot = FileCalls.openDirectory(layer.directory());
                Fd from = FileCalls.openat2(parentRoot, path, flags, 0, BENEATH)) {
            FileStatus status = FileCalls.status(from);
            try (Fd to = FileCalls.openat2(own, path, flags, 0, BENEATH)) {
                if (FileCalls.attribute(to, SELF, LayerUnpacker.OPAQUE_ATTRIBUTE)
                        .isPresent()) {
                    return true;
                }
                FileCalls.fchown(to, status.uid(), status.gid());
                FileCalls.fchmod(to, status.permissions());
                for (String name : FileCalls.attributes(from, SELF)) {
                    Optional<byte[]> value = FileCalls.attribute(from, SELF, name);
                    if (value.isPresent() && !name.startsWith("trusted.overlay.")) {
                        FileCalls.setAttribute(to, name, value.get());
                    }
                }
                FileCalls.setModified(to, status.mtimeSeconds(), status.mtimeNanos());
            } catch (LinuxException gone) {
                if (!missing(gone)) {
                    throw gone;
                }
            }
            return true;
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENOENT)) {
                return false;
            }
            if (missing(failure)) {
                return true; // a file or whiteout there hides what is further below
            }
            throw failure;
        }
    }

    private static boolean missing(LinuxException failure) {
        return failure.is(Errno.ENOENT) || failure.is(Errno.ENOTDIR) || failure.is(Errno.ELOOP);
    }

    /** Writes down what is known of a staged layer; before {@link #publish}. */
    void describe(StagedLayer staged) throws IOException {
        Files.writeString(
                staged.directory().resolve(INFO),
                staged.diffId() + "\n" + staged.size() + "\n" + staged.hidesAllBelow() + "\n" + bootId + "\n");
    }

    /** Makes a staged layer visible, with the layer's lock held. */
    Layer publish(ChainId id, StagedLayer staged) throws IOException {
        Path directory = path(id);
        Files.move(staged.directory(), directory, StandardCopyOption.ATOMIC_MOVE);
        Layer layer = new Layer(id, staged.diffId(), directory.resolve(FILES), staged.size(), staged.hidesAllBelow());
        known.put(id, layer);
        syncLater(id);
        return layer;
    }

    private void syncLater(ChainId id) {
        synchronized (unsynced) {
            unsynced.add(id);
            if (!syncing) {
                syncing = true;
                // Ends with the work. A platform thread: syncfs(2) may take seconds and would hold a carrier.
                Thread.ofPlatform().daemon().name("layer-sync").start(this::syncAll);
            }
        }
    }

    private void syncAll() {
        while (true) {
            List<ChainId> batch;
            synchronized (unsynced) {
                if (unsynced.isEmpty()) {
                    syncing = false;
                    unsynced.notifyAll();
                    return;
                }
                batch = List.copyOf(unsynced);
                unsynced.clear();
            }
            try (Fd fd = FileCalls.openDirectory(root)) {
                FileCalls.syncFileSystem(fd);
                markSynced(batch);
            } catch (IOException notOnDisk) {
                // The layers work but stay unmarked, so the next boot does not trust them.
            }
        }
    }

    private void markSynced(List<ChainId> batch) throws IOException {
        synchronized (unsynced) {
            for (ChainId id : batch) {
                if (closed) {
                    return; // the directory may be somebody else's by now
                }
                try {
                    Files.createFile(path(id).resolve(SYNCED));
                } catch (NoSuchFileException | FileAlreadyExistsException removedOrDone) {
                    // Removed meanwhile, or published twice.
                }
            }
        }
    }

    /** Waits until all layers are written back. */
    void awaitSync() throws InterruptedException {
        synchronized (unsynced) {
            while (syncing) {
                unsynced.wait();
            }
        }
    }

    Optional<Layer> lookUp(ChainId id) throws IOException {
        return Optional.ofNullable(find(id));
    }
}
