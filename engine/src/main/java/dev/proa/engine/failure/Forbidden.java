package dev.proa.engine.failure;

/** What the engine does for nobody, such as removing a predefined network. */
public final class Forbidden extends EngineException {
    private static final long serialVersionUID = 1L;

    public Forbidden(String message) {
        super(message, null);
    }
}
