package dev.proa.engine.failure;

/** A part of Docker's API that Proa does not have yet; the text says which. */
public final class NotSupported extends EngineException {
    private static final long serialVersionUID = 1L;

    public NotSupported(String message) {
        super(message, null);
    }
}
