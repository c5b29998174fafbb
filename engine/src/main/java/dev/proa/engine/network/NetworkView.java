package dev.proa.engine.network;

import java.time.Instant;
import java.util.List;

/**
 * A network.
 *
 * @param predefined whether it is one of {@code bridge}, {@code host}, {@code none}
 * @param members running containers in it
 */
public record NetworkView(String id, Instant created, NetworkSpec spec, boolean predefined, List<Member> members) {
    /** A running container in the network; addresses have their prefix length, {@code 172.17.0.2/16}, or are empty. */
    public record Member(
            String containerId, String name, String endpointId, String mac, String address, String address6) {}
}
