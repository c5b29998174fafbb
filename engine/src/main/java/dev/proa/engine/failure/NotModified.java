package dev.proa.engine.failure;

/** What was asked for is already so; nothing was done. */
public final class NotModified extends EngineException {
    private static final long serialVersionUID = 1L;

    public NotModified(String message) {
        super(message, null);
    }
}
