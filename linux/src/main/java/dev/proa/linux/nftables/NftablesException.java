package dev.proa.linux.nftables;

import java.io.IOException;

/** Commands that nftables refused; then none of them took effect. */
public final class NftablesException extends IOException {
    private static final long serialVersionUID = 1L;

    NftablesException(String commands, String reason) {
        super("nftables refused commands: " + reason.strip() + "\nthe commands:\n" + commands.strip());
    }
}
