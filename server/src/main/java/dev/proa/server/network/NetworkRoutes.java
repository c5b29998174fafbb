package dev.proa.server.network;

import dev.proa.engine.PruneReport;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.network.NetworkView;
import dev.proa.engine.network.Networks;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Moments;
import dev.proa.server.http.Operation;
import dev.proa.server.http.Router;
import dev.proa.wire.network.ConfigReference;
import dev.proa.wire.network.EndpointResource;
import dev.proa.wire.network.IpamBody;
import dev.proa.wire.network.IpamPool;
import dev.proa.wire.network.NetworkBody;
import dev.proa.wire.network.NetworksPrunedBody;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looking at networks. */
public final class NetworkRoutes {
    private final Networks networks;

    public NetworkRoutes(Networks networks) {
        this.networks = networks;
    }

    public void addTo(Router router) {
        router.get("/networks", this::list)
                .get("/networks/", this::list)
                .get("/networks/{name}", this::inspect)
                .post("/networks/prune", this::prune)
                .post("/networks/create", notSupported("making networks"))
                .post("/networks/{name}/connect", notSupported("connecting containers to networks"))
                .post("/networks/{name}/disconnect", notSupported("disconnecting containers from networks"))
                .delete("/networks/{name}", notSupported("removing networks"));
    }

    private static Operation notSupported(String what) {
        return _ -> {
            throw new NotSupported(what + " is not supported by Proa yet");
        };
    }

    private void list(Exchange exchange) throws IOException {
        // A list does not say who is in the networks: only the engine's own view of one does.
        exchange.reply(
                200,
                NetworkBody.class,
                networks.list(exchange.filters()).stream()
                        .map(network -> body(network, false))
                        .toList());
    }

    private void inspect(Exchange exchange) throws IOException {
        exchange.reply(200, body(networks.inspect(exchange.name()), true));
    }

    private void prune(Exchange exchange) throws IOException {
        PruneReport report = networks.prune(exchange.filters());
        exchange.reply(200, new NetworksPrunedBody(report.removed().isEmpty() ? null : report.removed()));
    }

    private static NetworkBody body(NetworkView network, boolean members) {
        Map<String, EndpointResource> containers = new LinkedHashMap<>();
        if (members) {
            network.members()
                    .forEach(member -> containers.put(
                            member.containerId(),
                            new EndpointResource(
                                    member.name(), member.endpointId(), member.mac(), member.address(), "")));
        }
        List<IpamPool> pools = network.subnet().isEmpty()
                ? List.of()
                : List.of(new IpamPool(network.subnet(), "", network.gateway(), null));
        return new NetworkBody(
                network.name(),
                network.id(),
                Moments.text(network.created()),
                "local",
                network.driver(),
                true,
                false,
                new IpamBody("default", null, pools),
                false,
                false,
                false,
                new ConfigReference(""),
                false,
                containers,
                network.options(),
                Map.of());
    }
}
