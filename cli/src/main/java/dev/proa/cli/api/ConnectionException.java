package dev.proa.cli.api;

import java.io.IOException;

/** No daemon answers at the socket. */
public final class ConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    public ConnectionException(String message) {
        super(message);
    }
}
