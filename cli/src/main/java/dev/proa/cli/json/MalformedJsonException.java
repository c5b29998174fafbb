package dev.proa.cli.json;

import java.io.IOException;

/** Text that should be JSON and is not. */
public final class MalformedJsonException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(Exception cause) {
        super("invalid JSON: " + cause.getMessage(), cause);
    }

    MalformedJsonException(String message) {
        super(message);
    }
}
