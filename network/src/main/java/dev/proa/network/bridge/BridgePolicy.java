package dev.proa.network.bridge;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Who may talk to whom on a bridge network.
 *
 * @param internal nothing but the host and the network itself can be reached
 * @param interContainer whether its containers reach each other
 * @param masquerade whether packets that leave the host bear the host's address
 * @param hostBinding the host's address at which ports are published that name none
 */
public record BridgePolicy(
        boolean internal, boolean interContainer, boolean masquerade, Optional<InetAddress> hostBinding) {
    /** Docker's default. */
    public static final BridgePolicy DEFAULT = new BridgePolicy(false, true, true, Optional.empty());
}
