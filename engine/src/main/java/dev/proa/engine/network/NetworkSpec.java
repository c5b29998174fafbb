package dev.proa.engine.network;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;

/**
 * What a network is to be, or is.
 *
 * @param driver {@code bridge}, {@code macvlan}, {@code ipvlan}; of predefined networks also {@code host}, {@code null}
 * @param ipv6 whether it has a subnet of version 6
 * @param internal nothing outside of it can be reached
 * @param attachable of no meaning outside of a swarm, as in Docker, but shown
 * @param subnets in a network complete, in a request as far as the user said
 * @param options the driver's, {@code com.docker.network.bridge.name}
 * @param ipamOptions the address management's; shown
 */
@Json
public record NetworkSpec(
        String name,
        String driver,
        boolean ipv6,
        boolean internal,
        boolean attachable,
        List<NetworkSubnet> subnets,
        Map<String, String> options,
        Map<String, String> labels,
        Map<String, String> ipamOptions) {
    /** The same with other subnets. */
    public NetworkSpec withSubnets(List<NetworkSubnet> others) {
        return new NetworkSpec(
                name, driver, ipv6, internal, attachable, List.copyOf(others), options, labels, ipamOptions);
    }

    /** The same with another driver. */
    public NetworkSpec withDriver(String other) {
        return new NetworkSpec(name, other, ipv6, internal, attachable, subnets, options, labels, ipamOptions);
    }

    /** The same with other options. */
    public NetworkSpec withOptions(Map<String, String> others) {
        return new NetworkSpec(
                name, driver, ipv6, internal, attachable, subnets, Map.copyOf(others), labels, ipamOptions);
    }
}
