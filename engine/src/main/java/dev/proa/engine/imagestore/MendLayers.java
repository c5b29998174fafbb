package dev.proa.engine.imagestore;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.snapshot.ChainId;
import dev.proa.snapshot.LayerStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes unpacked layers that {@link VerifyImages} found damaged, so that whoever needs them unpacks them again from
 * their blobs. Images go on using them; containers must not, since they may have them mounted.
 */
final class MendLayers {
    private final LayerStore layers;
    private final ImageUsers containers;
    private final Holds holds;
    private final KeptBlobs kept;

    MendLayers(LayerStore layers, ImageUsers containers, Holds holds, KeptBlobs kept) {
        this.layers = layers;
        this.containers = containers;
        this.holds = holds;
        this.kept = kept;
    }

    /**
     * Removes those that are damaged.
     *
     * @param chain layers that the caller does not hold yet
     * @throws Conflict if a container or other work uses a damaged one; then all stay
     */
    void removeDamaged(Collection<ChainId> chain) throws IOException {
        if (chain.stream().noneMatch(layers::isDamaged)) {
            return;
        }
        // Pulls that were given up hold layers for long.
        kept.release();
        List<Stored.Layer> wanted = chain.stream().map(Stored.Layer::new).toList();
        Set<Stored.Layer> doomed = holds.doomDamaged(
                        wanted,
                        layer -> layers.isDamaged(layer.id()),
                        () -> Reachability.of(List.of(), containers.users()))
                .orElseThrow(() -> used(chain));
        try {
            for (Stored.Layer layer : doomed) {
                layers.remove(layer.id());
            }
        } finally {
            doomed.forEach(holds::gone);
        }
    }

    private Conflict used(Collection<ChainId> chain) {
        for (ChainId id : chain) {
            Optional<ImageUsers.User> container = containers.users().stream()
                    .filter(user -> user.layers().contains(id.toString()))
                    .findFirst();
            if (layers.isDamaged(id) && container.isPresent()) {
                return new Conflict("layer " + id + " is damaged and container "
                        + container.get().containerId().substring(0, 12)
                        + " uses it: remove the container, then pull again");
            }
        }
        return new Conflict("a layer of the image is damaged, but other work with images uses it: pull again later");
    }
}
