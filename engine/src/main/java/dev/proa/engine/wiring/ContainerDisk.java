package dev.proa.engine.wiring;

import dev.proa.engine.container.ContainerSize;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerPaths;
import dev.proa.engine.query.ContainerSizes;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.ContainerFilesystems;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where containers' files are and how much room they take. */
final class ContainerDisk implements ContainerSizes {
    private final ContainerFilesystems overlays;
    private final LayerStore layers;
    private final ContainerPaths paths;

    ContainerDisk(ContainerFilesystems overlays, LayerStore layers, ContainerPaths paths) {
        this.overlays = overlays;
        this.layers = layers;
        this.paths = paths;
    }

    @Override
    public ContainerSize of(Container container) {
        try {
            long writable = overlays.diffSize(container.id());
            long image = 0;
            for (ChainId layer : OverlayRootFileSystems.chain(container)) {
                image += layers.get(layer).size();
            }
            return new ContainerSize(writable, writable + image);
        } catch (IOException failure) {
            throw new Internal("measure container " + container.id() + ": " + failure.getMessage(), failure);
        }
    }

    long writable(Container container) {
        try {
            return overlays.diffSize(container.id());
        } catch (IOException failure) {
            throw new Internal("measure container " + container.id() + ": " + failure.getMessage(), failure);
        }
    }

    /** Docker's {@code GraphDriver.Data}. */
    Map<String, String> graph(Container container) {
        List<Path> lower = new ArrayList<>();
        for (ChainId layer : OverlayRootFileSystems.chain(container).reversed()) {
            try {
                lower.add(layers.get(layer).directory());
            } catch (IOException missing) {
                // A damaged store is told of by those who need the layer.
            }
        }
        Path upper = overlays.upper(container.id());
        Map<String, String> data = new LinkedHashMap<>();
        data.put("LowerDir", lower.stream().map(Path::toString).collect(Collectors.joining(":")));
        data.put("MergedDir", paths.rootfs(container.id()).toString());
        data.put("UpperDir", upper.toString());
        data.put("WorkDir", upper.resolveSibling("work").toString());
        return data;
    }
}
