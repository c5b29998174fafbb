package dev.proa.snapshot;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.file.Fd;
import dev.proa.linux.file.FileCalls;
import dev.proa.linux.file.FileName;
import dev.proa.linux.file.FileStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an image's layers show together, by overlayfs's rules but without a mount. Paths are relative to the root, without
 * slashes at their ends. Keeps each layer's directory open until it is closed. For one thread.
 */
final class LowerLayers implements TreeArchiver.Below, AutoCloseable {
    private static final long BENEATH =
            FileCalls.RESOLVE_BENEATH | FileCalls.RESOLVE_NO_SYMLINKS | FileCalls.RESOLVE_NO_XDEV;

    /** The layers from the top down; the last one may hide all that would come after it. */
    private final List<Fd> layers = new ArrayList<>();

    private LowerLayers() {}

    /** Opens the layers, given from the lowest up. */
    static LowerLayers open(LayerStore store, List<ChainId> chain) throws IOException {
        LowerLayers opened = new LowerLayers();
        try {
            for (ChainId id : chain.reversed()) {
                Layer layer = store.get(id);
                opened.layers.add(FileCalls.openDirectory(layer.directory()));
                if (layer.hidesAllBelow()) {
                    break;
                }
            }
            return opened;
        } catch (IOException failure) {
            opened.close();
            throw failure;
        }
    }

    /** What shows at a path, of a symbolic link the link itself. */
    Optional<FileStatus> find(FileName path) throws IOException {
        for (Fd layer : layers) {
            Optional<FileStatus> here = status(layer, path);
            if (here.isPresent()) {
                return here.filter(status -> !TreeArchiver.isWhiteout(status));
            }
            if (hides(layer, path)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean contains(FileName path) throws IOException {
        return find(path).isPresent();
    }

    @Override
    public boolean isDirectory(FileName path) throws IOException {
        return find(path).filter(FileStatus::isDirectory).isPresent();
    }

    /** The names that show in a directory. */
    List<FileName> list(FileName directory) throws IOException {
        Map<FileName, Boolean> names = new LinkedHashMap<>();
        for (Fd layer : layers) {
            Optional<FileStatus> here = status(layer, directory);
            if (here.isEmpty()) {
                if (hides(layer, directory)) {
                    break;
                }
                continue;
            }
            if (!here.get().isDirectory()) {
                break;
            }
            try (Fd open =
                    FileCalls.openat2(layer, directory, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0, BENEATH)) {
                for (FileName name : TreeArchiver.sorted(open)) {
                    names.putIfAbsent(name, !TreeArchiver.isWhiteout(FileCalls.status(open, name)));
                }
                if (TreeArchiver.isOpaque(open)) {
                    break;
                }
            }
            if (hides(layer, directory)) {
                break;
            }
        }
        return names.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Optional<FileStatus> status(Fd layer, FileName path) throws IOException {
        try (Fd found = FileCalls.openat2(layer, path, FileCalls.O_PATH | FileCalls.O_NOFOLLOW, 0, BENEATH)) {
            return Optional.of(FileCalls.status(found));
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENOENT) || failure.is(Errno.ENOTDIR) || failure.is(Errno.ELOOP)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Whether something above a path, in this layer, keeps lower layers from showing there. */
    private static boolean hides(Fd layer, FileName path) throws IOException {
        byte[] bytes = path.bytes();
        for (int i = bytes.length - 1; i > 0; i--) {
            if (bytes[i] != '/') {
                continue;
            }
            FileName above = FileName.of(Arrays.copyOf(bytes, i));
            Optional<FileStatus> status = status(layer, above);
            if (status.isEmpty()) {
                continue;
            }
            if (!status.get().isDirectory()) {
                return true; // a file, or the whiteout of a directory
            }
            try (Fd open = FileCalls.openat2(layer, above, FileCalls.O_RDONLY | FileCalls.O_DIRECTORY, 0, BENEATH)) {
                if (TreeArchiver.isOpaque(open)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        layers.forEach(Fd::close);
        layers.clear();
    }
}
