package dev.proa.cli.api;

import java.io.IOException;

/** The daemon's refusal of a request. */
public final class ApiException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    ApiException(int status, String message) {
        super("Error response from daemon: " + message.strip());
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    public boolean isNotFound() {
        return status == 404;
    }
}
