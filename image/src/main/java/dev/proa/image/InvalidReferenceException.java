package dev.proa.image;

/** A text that is no image name, tag or digest; the message says why, in Docker's words. */
public final class InvalidReferenceException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidReferenceException(String message) {
        super(message);
    }
}
