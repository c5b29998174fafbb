package dev.proa.snapshot;

/**
 * What a container did to a path of its image.
 *
 * @param path absolute
 */
public record FileChange(Kind kind, String path) {
    /** How. */
    public enum Kind {
        CHANGED,
        ADDED,
        DELETED
    }
}
