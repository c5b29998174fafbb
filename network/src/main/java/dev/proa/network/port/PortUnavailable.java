package dev.proa.network.port;

import java.io.IOException;

/** A port that cannot be had, in Docker's words. */
public final class PortUnavailable extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean taken;

    /** @param taken whether somebody has it, so that another port may do */
    PortUnavailable(String message, boolean taken) {
        super(message);
        this.taken = taken;
    }

    boolean taken() {
        return taken;
    }
}
