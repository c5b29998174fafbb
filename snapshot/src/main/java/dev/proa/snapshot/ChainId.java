package dev.proa.snapshot;

import dev.proa.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The name of a layer together with all layers below it, as the OCI image specification defines it (config.md, "Layer
 * ChainID"). Two images share an unpacked layer when its chain id is the same.
 *
 * @param digest a SHA-256 digest
 */
public record ChainId(Digest digest) implements Comparable<ChainId> {
    public ChainId {
        if (!digest.algorithm().equals(Digest.SHA256)) {
            throw new IllegalArgumentException("no chain id: " + digest);
        }
    }

    /**
     * The chain id of a layer.
     *
     * @param parent of the layer below, empty if there is none
     * @param diffId the digest of the layer's uncompressed tar
     */
    public static ChainId of(Optional<ChainId> parent, Digest diffId) {
        if (parent.isEmpty() && diffId.algorithm().equals(Digest.SHA256)) {
            return new ChainId(diffId);
        }
        String text = (parent.isEmpty() ? "" : parent.get().digest() + " ") + diffId;
        return new ChainId(Digest.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The chain ids of an image's layers, in the same order: from the lowest up. */
    public static List<ChainId> chain(List<Digest> diffIds) {
        List<ChainId> chain = new ArrayList<>();
        Optional<ChainId> parent = Optional.empty();
        for (Digest diffId : diffIds) {
            ChainId id = of(parent, diffId);
            chain.add(id);
            parent = Optional.of(id);
        }
        return List.copyOf(chain);
    }

    @Override
    public int compareTo(ChainId other) {
        return digest.compareTo(other.digest);
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
