package dev.proa.snapshot;

import java.io.IOException;

/** A layer that cannot be unpacked as it is: damaged, hostile or larger than allowed. The message names the entry. */
public final class LayerException extends IOException {
    private static final long serialVersionUID = 1L;

    public LayerException(String message) {
        super(message);
    }

    public LayerException(String message, Throwable cause) {
        super(message, cause);
    }
}
