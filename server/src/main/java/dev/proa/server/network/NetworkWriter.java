package dev.proa.server.network;

import dev.proa.engine.network.NetworkSpec;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.engine.network.NetworkView;
import dev.proa.server.http.Moments;
import dev.proa.wire.network.ConfigReference;
import dev.proa.wire.network.EndpointResource;
import dev.proa.wire.network.IpamBody;
import dev.proa.wire.network.IpamPool;
import dev.proa.wire.network.NetworkBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All there is to say of a network. */
final class NetworkWriter {
    private NetworkWriter() {}

    /** @param members whether to say who is in it: a list does not */
    static NetworkBody body(NetworkView network, boolean members) {
        NetworkSpec spec = network.spec();
        Map<String, EndpointResource> containers = new LinkedHashMap<>();
        if (members) {
            network.members()
                    .forEach(member -> containers.put(
                            member.containerId(),
                            new EndpointResource(
                                    member.name(),
                                    member.endpointId(),
                                    member.mac(),
                                    member.address(),
                                    member.address6())));
        }
        List<IpamPool> pools = spec.subnets().stream().map(NetworkWriter::pool).toList();
        @Nullable Map<String, String> ipamOptions = network.predefined() ? null : spec.ipamOptions();
        return new NetworkBody(
                spec.name(),
                network.id(),
                Moments.text(network.created()),
                "local",
                spec.driver(),
                true,
                spec.ipv6(),
                new IpamBody("default", ipamOptions, pools),
                spec.internal(),
                spec.attachable(),
                false,
                new ConfigReference(""),
                false,
                containers,
                spec.options(),
                spec.labels());
    }

    private static IpamPool pool(NetworkSubnet subnet) {
        return new IpamPool(
                subnet.subnet(),
                subnet.range(),
                subnet.gateway(),
                subnet.auxiliary().isEmpty() ? null : subnet.auxiliary());
    }
}
