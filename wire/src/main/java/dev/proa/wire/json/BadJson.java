package dev.proa.wire.json;

import org.jspecify.annotations.Nullable;

/** Text that is not JSON, or JSON that is not the body expected; the message says what is wrong where. */
public final class BadJson extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadJson(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
