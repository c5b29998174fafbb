package dev.proa.engine.failure;

/** The request itself is wrong, whatever the engine's state. */
public final class InvalidArgument extends EngineException {
    private static final long serialVersionUID = 1L;

    public InvalidArgument(String message) {
        super(message, null);
    }
}
