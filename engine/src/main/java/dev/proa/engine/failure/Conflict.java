package dev.proa.engine.failure;

/** The request does not fit the state of what it names, or a name is taken. */
public final class Conflict extends EngineException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
        super(message, null);
    }
}
