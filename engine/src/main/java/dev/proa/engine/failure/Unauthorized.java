package dev.proa.engine.failure;

import org.jspecify.annotations.Nullable;

/** A registry does not let the user in. */
public final class Unauthorized extends EngineException {
    private static final long serialVersionUID = 1L;

    public Unauthorized(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
