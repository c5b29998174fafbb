package dev.proa.engine.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A network.
 *
 * @param subnet {@code 172.17.0.0/16}, empty for host and none
 * @param members of running containers
 */
public record NetworkView(
        String id,
        String name,
        String driver,
        Instant created,
        String subnet,
        String gateway,
        Map<String, String> options,
        List<Member> members) {
    /** A running container in the network; the address has its prefix length, {@code 172.17.0.2/16}. */
    public record Member(String containerId, String name, String endpointId, String mac, String address) {}
}
