package dev.proa.network.sandbox;

import dev.proa.network.bridge.BridgeNetwork;

/** What a sandbox is connected to. (A container in the host's network has no sandbox.) */
public sealed interface Attachment {
    /** To nothing: only the loopback interface. Docker's network {@code none}. */
    record Isolated() implements Attachment {}

    /** To a bridge network, by an interface {@code eth0}. */
    record Bridged(BridgeNetwork network) implements Attachment {}
}
