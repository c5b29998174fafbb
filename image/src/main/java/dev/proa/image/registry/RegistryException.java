package dev.proa.image.registry;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A registry could not be reached, or did not do what it was asked; the message has Docker's words. */
public final class RegistryException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Nobody answered. */
    public static final int NO_ANSWER = 0;

    private final int status;
    private final String code;

    /**
     * @param status of the answer, {@link #NO_ANSWER}: there was none
     * @param code of the first error in the answer, {@code MANIFEST_UNKNOWN}; empty when it says none
     */
    public RegistryException(int status, String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether what was asked for is not there. */
    public boolean isNotFound() {
        return status == 404;
    }

    /** Whether the registry wants to know who asks, or does not let them. */
    public boolean isDenied() {
        return status == 401 || status == 403;
    }
}
