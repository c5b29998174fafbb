package dev.proa.engine.wiring;

import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerPaths;
import dev.proa.engine.lifecycle.RootFileSystems;
import dev.proa.image.Digest;
import dev.proa.linux.file.FileTrees;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ContainerFilesystems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The containers' file systems on overlayfs, mounted below the run directory. */
final class OverlayRootFileSystems implements RootFileSystems {
    private final ContainerFilesystems overlays;
    private final ContainerPaths paths;

    OverlayRootFileSystems(ContainerFilesystems overlays, ContainerPaths paths) {
        this.overlays = overlays;
        this.paths = paths;
    }

    @Override
    public Path mount(Container container) throws IOException {
        Path target = paths.rootfs(container.id());
        Files.createDirectories(target);
        try {
            overlays.mount(container.id(), chain(container), target);
            return target;
        } catch (IOException failure) {
            Files.deleteIfExists(target);
            throw failure;
        }
    }

    @Override
    public void unmount(String containerId) throws IOException {
        Path target = paths.rootfs(containerId);
        overlays.unmount(target);
        Files.deleteIfExists(target);
    }

    @Override
    public void delete(String containerId) throws IOException {
        overlays.remove(containerId);
        FileTrees.delete(paths.home(containerId));
    }

    static List<ChainId> chain(Container container) {
        return container.layers().stream()
                .map(layer -> new ChainId(Digest.parse(layer)))
                .toList();
    }
}
