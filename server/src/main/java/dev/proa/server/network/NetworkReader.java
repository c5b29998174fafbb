package dev.proa.server.network;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.engine.network.NetworkSpec;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.wire.network.EndpointIpamConfig;
import dev.proa.wire.network.EndpointSettings;
import dev.proa.wire.network.IpamBody;
import dev.proa.wire.network.IpamPool;
import dev.proa.wire.network.NetworkCreateBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What bodies say of networks and of containers' places in them. */
public final class NetworkReader {
    private NetworkReader() {}

    static NetworkSpec spec(NetworkCreateBody body) {
        refuse(body);
        IpamBody ipam = body.ipam();
        List<NetworkSubnet> subnets = new ArrayList<>();
        if (ipam != null) {
            if (!ipam.driver().isEmpty() && !ipam.driver().equals("default")) {
                throw new NotSupported(
                        "the address management driver " + ipam.driver() + " is not supported by Proa yet");
            }
            List<IpamPool> pools = ipam.config();
            for (IpamPool pool : pools == null ? List.<IpamPool>of() : pools) {
                subnets.add(new NetworkSubnet(
                        pool.subnet(), pool.gateway(), pool.ipRange(), orEmpty(pool.auxiliaryAddresses()), false));
            }
        }
        return new NetworkSpec(
                body.name(),
                body.driver(),
                Boolean.TRUE.equals(body.enableIpv6()),
                body.internal(),
                body.attachable(),
                subnets,
                orEmpty(body.options()),
                orEmpty(body.labels()),
                ipam == null ? Map.of() : orEmpty(ipam.options()));
    }

    private static void refuse(NetworkCreateBody body) {
        if (body.ingress() || body.scope().equals("swarm")) {
            throw new NotSupported("networks of a swarm are not supported by Proa yet");
        }
        if (body.configOnly()
                || (body.configFrom() != null && !body.configFrom().network().isEmpty())) {
            throw new NotSupported("--config-only and --config-from are not supported by Proa yet");
        }
        if (Boolean.FALSE.equals(body.enableIpv4())) {
            throw new NotSupported("networks without IPv4 are not supported by Proa yet");
        }
    }

    /**
     * A container's request of a network.
     *
     * @param settings null: nothing but to be in it
     * @throws InvalidArgument for what cannot be meant
     * @throws NotSupported for what Docker has and Proa has not
     */
    public static EndpointRequest request(String network, @Nullable EndpointSettings settings) {
        if (settings == null) {
            return EndpointRequest.of(network);
        }
        if (!orEmpty(settings.driverOpts()).isEmpty()) {
            throw new NotSupported("--network driver-opt is not supported by Proa yet");
        }
        EndpointIpamConfig addresses = settings.ipamConfig();
        if (addresses != null
                && addresses.linkLocalIps() != null
                && !addresses.linkLocalIps().isEmpty()) {
            throw new NotSupported("--link-local-ip is not supported by Proa yet");
        }
        return new EndpointRequest(
                network,
                null,
                settings.aliases() == null ? List.of() : settings.aliases(),
                settings.links() == null ? List.of() : settings.links(),
                addresses == null ? null : orNull(addresses.ipv4Address()),
                addresses == null ? null : orNull(addresses.ipv6Address()),
                orNull(settings.macAddress()),
                settings.gwPriority());
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
