package dev.proa.engine.imagestore;

import dev.proa.engine.failure.Internal;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;

/** How large unpacked layers are, in bytes; one that was just removed counts nothing. */
final class LayerSizes {
    private final LayerStore layers;

    LayerSizes(LayerStore layers) {
        this.layers = layers;
    }

    long of(ChainId layer) {
        try {
            return layers.get(layer).size();
        } catch (NoSuchFileException removed) {
            return 0;
        } catch (IOException failure) {
            throw new Internal("measure layer " + layer + ": " + failure.getMessage(), failure);
        }
    }

    long of(Collection<ChainId> several) {
        return several.stream().mapToLong(this::of).sum();
    }

    /** All there are, each once. */
    long ofAll() {
        try {
            return of(layers.list());
        } catch (IOException failure) {
            throw new Internal("list the layers: " + failure.getMessage(), failure);
        }
    }
}
