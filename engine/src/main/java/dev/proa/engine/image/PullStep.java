package dev.proa.engine.image;

/**
 * One step of an image's way from a registry.
 *
 * @param id what it is about: the short digest of a layer, or a tag; empty: the image
 * @param status in Docker's words: {@code Downloading}
 * @param current bytes so far, 0: not counted
 * @param total bytes in the end, 0: not known
 */
public record PullStep(String id, String status, long current, long total) {
    /** A step of the whole image. */
    public static PullStep of(String status) {
        return new PullStep("", status, 0, 0);
    }

    /** A step of one part, without a count. */
    public static PullStep of(String id, String status) {
        return new PullStep(id, status, 0, 0);
    }
}
