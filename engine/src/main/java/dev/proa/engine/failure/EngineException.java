package dev.proa.engine.failure;

import org.jspecify.annotations.Nullable;

/**
 * A request the engine did not carry out.
 *
 * <p>The message is meant for the user and worded as Docker words it, since scripts match some of Docker's texts. The
 * classes of failure are closed: whoever translates them (to an HTTP status, to an exit code) is told by the compiler
 * when one is added.
 */
public abstract sealed class EngineException extends RuntimeException
        permits NotFound,
                Conflict,
                Forbidden,
                InvalidArgument,
                NotModified,
                NotSupported,
                Unauthorized,
                StartFailure,
                Internal {
    private static final long serialVersionUID = 1L;

    EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The text for the user. */
    public final String text() {
        return String.valueOf(getMessage());
    }
}
