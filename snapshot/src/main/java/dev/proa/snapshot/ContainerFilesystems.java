package dev.proa.snapshot;

import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import dev.proa.linux.file.FileTrees;
import dev.proa.linux.mount.Mounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The root file systems of containers: an image's layers below, a layer of the container's own on top, joined by
 * overlayfs. {@code <root>/<container id>/upper} is that layer, {@code <root>/<container id>/work} overlayfs's own.
 *
 * <p>Between the two lies one more layer, the same for all: empty files and directories where the engine mounts things
 * into every container (Docker's init layer), so that they have a place also when the container's layer is read-only.
 *
 * <p>Safe for use by several threads, by one at a time for the same container.
 */
public final class ContainerFilesystems {
    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");
    private static final String INIT = ".init-1";
    private static final List<String> INIT_DIRECTORIES = List.of("dev", "dev/pts", "dev/shm", "etc", "proc", "sys");
    private static final List<String> INIT_FILES =
            List.of(".dockerenv", "dev/console", "etc/hostname", "etc/hosts", "etc/resolv.conf");
    // A byte less than a page, see Mounts.
    private static final int OPTIONS_LIMIT = 4095;
    // What would be read as a separator or an escape in overlayfs's options.
    private static final Pattern SPECIAL = Pattern.compile("[:,\\\\\\s]");
    /*
     * What distributions preset differs; these keep the container's layer plain, so that it can be read as a layer tar:
     * no index of hard links, no directories that point elsewhere, no files without content (overlayfs.rst, "Changes to
     * underlying filesystems", "Metadata only copy up").
     */
    private static final String FEATURES = "index=off,redirect_dir=off,metacopy=off";

    private final Path root;
    private final LayerStore layers;

    private ContainerFilesystems(Path root, LayerStore layers) {
        this.root = root;
        this.layers = layers;
    }

    /** Opens the directory, which is made if need be. */
    public static ContainerFilesystems open(Path root, LayerStore layers) throws IOException {
        Files.createDirectories(root);
        ContainerFilesystems filesystems = new ContainerFilesystems(root, layers);
        filesystems.makeInitLayer();
        return filesystems;
    }

    private void makeInitLayer() throws IOException {
        Path init = root.resolve(INIT);
        if (Files.isDirectory(init)) {
            return;
        }
        Path half = root.resolve(INIT + ".new");
        FileTrees.delete(half);
        Files.createDirectory(half);
        try (Fd dir = FileCalls.openDirectory(half)) {
            for (String directory : INIT_DIRECTORIES) {
                FileName name = FileName.of(directory);
                FileCalls.mkdirat(dir, name, 0755);
                FileCalls.fchmodat(dir, name, 0755); // not cut by the umask
            }
            for (String file : INIT_FILES) {
                FileName name = FileName.of(file);
                FileCalls.mknodat(dir, name, FileCalls.S_IFREG | 0755, 0, 0);
                FileCalls.fchmodat(dir, name, 0755);
            }
            FileCalls.symlinkat(FileName.of("/proc/mounts"), dir, FileName.of("etc/mtab"));
            FileCalls.fchmod(dir, 0755);
        }
        Files.move(half, init);
    }

    private Path directory(String containerId) {
        if (!ID.matcher(containerId).matches()) {
            throw new IllegalArgumentException("no container id: " + containerId);
        }
        return root.resolve(containerId);
    }

    /** The container's own layer. */
    public Path upper(String containerId) {
        return directory(containerId).resolve("upper");
    }

    /**
     * Makes the container's own layer, unless it is there.
     *
     * @param chain the chain ids of its image's layers, from the lowest up
     */
    public void prepare(String containerId, List<ChainId> chain) throws IOException {
        Path upper = upper(containerId);
        if (Files.isDirectory(upper)) {
            return;
        }
        Files.createDirectories(directory(containerId).resolve("work"));
        Path half = directory(containerId).resolve("upper.new");
        FileTrees.delete(half);
        Files.createDirectory(half);
        try (Fd dir = FileCalls.openDirectory(half)) {
            // The root directory's attributes are those of the uppermost layer.
            if (chain.isEmpty()) {
                FileCalls.fchmod(dir, 0755);
            } else {
                try (Fd top =
                        FileCalls.openDirectory(layers.get(chain.getLast()).directory())) {
                    FileStatus status = FileCalls.status(top);
                    FileCalls.fchown(dir, status.uid(), status.gid());
                    FileCalls.fchmod(dir, status.permissions());
                    FileCalls.setModified(dir, status.mtimeSeconds(), status.mtimeNanos());
                }
            }
        }
        Files.move(half, upper);
    }

    /**
     * Mounts the container's root file system; the caller unmounts it.
     *
     * @param chain the chain ids of its image's layers, from the lowest up
     * @param target an existing directory
     * @throws java.nio.file.NoSuchFileException if a layer is missing
     * @throws LinuxException if the kernel refuses; then nothing is mounted
     */
    public void mount(String containerId, List<ChainId> chain, Path target) throws IOException {
        prepare(containerId, chain);
        List<Path> lower = new ArrayList<>();
        lower.add(root.resolve(INIT));
        for (ChainId id : chain.reversed()) {
            Layer layer = layers.get(id);
            lower.add(layer.directory());
            if (layer.hidesAllBelow()) {
                break;
            }
        }
        Path work = directory(containerId).resolve("work");
        String plain = options(lower, upper(containerId), work);
        boolean special = lower.stream().anyMatch(ContainerFilesystems::isSpecial) || isSpecial(work);
        if (!special && plain.getBytes(StandardCharsets.UTF_8).length <= OPTIONS_LIMIT) {
            mountOverlay(target, plain);
        } else {
            mountByDescriptors(lower, upper(containerId), work, target);
        }
    }

    private static boolean isSpecial(Path path) {
        return SPECIAL.matcher(path.toString()).find();
    }

    private static String options(List<Path> lower, Path upper, Path work) {
        StringBuilder options = new StringBuilder("lowerdir=");
        String separator = "";
        for (Path path : lower) {
            options.append(separator).append(path);
            separator = ":";
        }
        return options.append(",upperdir=")
                .append(upper)
                .append(",workdir=")
                .append(work)
                .append(',')
                .append(FEATURES)
                .toString();
    }

    // The kernel takes one page of options. The paths of 128 layers need three; their descriptors' paths half of one.
    private static void mountByDescriptors(List<Path> lower, Path upper, Path work, Path target) throws IOException {
        List<Fd> open = new ArrayList<>();
        try {
            List<Path> paths = new ArrayList<>();
            for (Path path : lower) {
                Fd fd = FileCalls.openDirectory(path);
                open.add(fd);
                paths.add(fd.path());
            }
            Fd upperFd = FileCalls.openDirectory(upper);
            open.add(upperFd);
            Fd workFd = FileCalls.openDirectory(work);
            open.add(workFd);
            mountOverlay(target, options(paths, upperFd.path(), workFd.path()));
        } finally {
            open.forEach(Fd::close);
        }
    }

    private static void mountOverlay(Path target, String options) throws LinuxException {
        Mounts.mount("overlay", target, "overlay", Set.of(), options);
    }

    /**
     * Unmounts a root file system at once; the kernel frees it when its last user is gone.
     *
     * @return whether something was mounted there
     */
    public boolean unmount(Path target) throws LinuxException {
        return Mounts.unmountIfMounted(target);
    }

    /** Removes the container's own layer, which must not be mounted. Does nothing if there is none. */
    public void remove(String containerId) throws IOException {
        Path directory = directory(containerId);
        // The log is somebody else's, so the directory itself goes only when nothing else is in it.
        FileTrees.delete(directory.resolve("upper"));
        FileTrees.delete(directory.resolve("upper.new"));
        FileTrees.delete(directory.resolve("work"));
        try {
            Files.deleteIfExists(directory);
        } catch (java.nio.file.DirectoryNotEmptyException othersFiles) {
            // They remove it with their own.
        }
    }

    /**
     * What the container has changed, also while it runs; nothing if it never ran.
     *
     * @param chain the chain ids of its image's layers, from the lowest up
     */
    public List<FileChange> changes(String containerId, List<ChainId> chain) throws IOException {
        Path upper = upper(containerId);
        if (!Files.isDirectory(upper)) {
            return List.of();
        }
        try (LowerLayers below = LowerLayers.open(layers, chain);
                Fd dir = FileCalls.openDirectory(upper)) {
            return new LayerChanges(below).of(dir);
        }
    }

    /**
     * Writes the container's own layer as a layer's tar; an empty one if it never ran.
     *
     * @param chain the chain ids of its image's layers, from the lowest up
     * @param out stays open
     */
    public void writeLayer(String containerId, List<ChainId> chain, OutputStream out) throws IOException {
        Path upper = upper(containerId);
        try (LowerLayers below = LowerLayers.open(layers, chain);
                TreeArchiver archiver = new TreeArchiver(out, below)) {
            if (Files.isDirectory(upper)) {
                try (Fd dir = FileCalls.openDirectory(upper)) {
                    archiver.addContent(dir, FileName.of(""));
                }
            }
            archiver.finish();
        }
    }

    /** How much the container has written: the sizes of all files in its own layer, in bytes; 0 if it has none. */
    public long diffSize(String containerId) throws IOException {
        Path upper = upper(containerId);
        return Files.isDirectory(upper) ? FileTrees.size(upper) : 0;
    }
}
