package dev.proa.engine.image;

import java.util.List;

/**
 * Whether what is stored is what its digests say.
 *
 * @param blobs how many blobs were read
 * @param layers how many unpacked layers were compared
 */
public record VerifyReport(int blobs, int layers, List<Damage> damaged) {
    /**
     * Something that is not as it should be.
     *
     * @param kind {@code blob} or {@code layer}
     * @param id the blob's digest or the layer's chain id
     * @param images the ids of the images it belongs to
     * @param problems what is wrong, a line each
     */
    public record Damage(String kind, String id, List<String> images, List<String> problems) {}
}
