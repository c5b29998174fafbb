package dev.proa.engine.container;

/**
 * A path that a container has changed, added to its image or deleted.
 *
 * @param path absolute
 */
public record ChangedFile(Kind kind, String path) {
    /** How; in the order of the numbers Docker's API has for them. */
    public enum Kind {
        CHANGED,
        ADDED,
        DELETED
    }
}
