package dev.proa.image.change;

/** A change that cannot be applied; the message says why, in Docker's words. */
public final class InvalidChangeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidChangeException(String message) {
        super(message);
    }
}
