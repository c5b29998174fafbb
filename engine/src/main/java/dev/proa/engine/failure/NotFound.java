package dev.proa.engine.failure;

/** What the request names does not exist. */
public final class NotFound extends EngineException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        super(message, null);
    }
}
