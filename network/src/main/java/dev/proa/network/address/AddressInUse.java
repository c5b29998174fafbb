package dev.proa.network.address;

import java.io.IOException;

/** An address that somebody asked for is another's. */
public final class AddressInUse extends IOException {
    private static final long serialVersionUID = 1L;

    /** In Docker's words. */
    public AddressInUse() {
        super("Address already in use");
    }
}
