package dev.proa.engine.failure;

import org.jspecify.annotations.Nullable;

/** Something outside the request failed: the kernel, the disk, a helper program. */
public final class Internal extends EngineException {
    private static final long serialVersionUID = 1L;

    public Internal(String message) {
        super(message, null);
    }

    public Internal(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
