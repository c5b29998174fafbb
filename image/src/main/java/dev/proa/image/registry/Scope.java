package dev.proa.image.registry;

/**
 * What a request needs to be allowed to do, as token servers spell it.
 *
 * @param text {@code repository:library/busybox:pull}; empty for a request that needs no more than a login
 */
public record Scope(String text) {
    /** No particular right. */
    public static final Scope NONE = new Scope("");

    /** Reading a repository. */
    public static Scope pull(String repository) {
        return new Scope("repository:" + repository + ":pull");
    }

    /** Reading and writing a repository. */
    public static Scope push(String repository) {
        return new Scope("repository:" + repository + ":pull,push");
    }

    /** This and another, as one token: to write to one repository and mount from another. */
    public Scope and(Scope other) {
        return new Scope(text.isEmpty() ? other.text : other.text.isEmpty() ? text : text + " " + other.text);
    }
}
