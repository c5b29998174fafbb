package dev.proa.server.network;

import dev.proa.engine.PruneReport;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.network.CreatedNetwork;
import dev.proa.engine.network.Networks;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Router;
import dev.proa.wire.network.NetworkBody;
import dev.proa.wire.network.NetworkConnectBody;
import dev.proa.wire.network.NetworkCreateBody;
import dev.proa.wire.network.NetworkCreatedBody;
import dev.proa.wire.network.NetworkDisconnectBody;
import dev.proa.wire.network.NetworksPrunedBody;
import java.io.IOException;
import java.util.Set;

/** Making, looking at, joining and removing networks. */
public final class NetworkRoutes {
    /** As Go reads them. */
    private static final Set<String> BOOLEANS =
            Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");

    private final Networks networks;

    public NetworkRoutes(Networks networks) {
        this.networks = networks;
    }

    public void addTo(Router router) {
        router.get("/networks", this::list)
                .get("/networks/", this::list)
                .get("/networks/{name}", this::inspect)
                .post("/networks/prune", this::prune)
                .post("/networks/create", this::create)
                .post("/networks/{name}/connect", this::connect)
                .post("/networks/{name}/disconnect", this::disconnect)
                .delete("/networks/{name}", this::remove);
    }

    private void create(Exchange exchange) throws IOException {
        CreatedNetwork created = networks.create(NetworkReader.spec(exchange.body(NetworkCreateBody.class)));
        exchange.reply(201, new NetworkCreatedBody(created.id(), created.warning()));
    }

    private void remove(Exchange exchange) throws IOException {
        networks.remove(exchange.name());
        exchange.reply(204);
    }

    private void connect(Exchange exchange) throws IOException {
        NetworkConnectBody body = exchange.body(NetworkConnectBody.class);
        networks.connect(
                exchange.name(), body.container(), NetworkReader.request(exchange.name(), body.endpointConfig()));
        exchange.reply(200);
    }

    private void disconnect(Exchange exchange) throws IOException {
        NetworkDisconnectBody body = exchange.body(NetworkDisconnectBody.class);
        networks.disconnect(exchange.name(), body.container(), body.force());
        exchange.reply(200);
    }

    private void list(Exchange exchange) throws IOException {
        // A list does not say who is in the networks: only the engine's own view of one does.
        exchange.reply(
                200,
                NetworkBody.class,
                networks.list(exchange.filters()).stream()
                        .map(network -> NetworkWriter.body(network, false))
                        .toList());
    }

    private void inspect(Exchange exchange) throws IOException {
        String scope = exchange.query().text("scope");
        if (!scope.isEmpty() && !scope.equals("local")) {
            throw new NotFound("network " + exchange.name() + " not found");
        }
        // More is told of networks of a swarm alone, so that only what cannot be meant matters.
        String verbose = exchange.query().text("verbose");
        if (!verbose.isEmpty() && !BOOLEANS.contains(verbose)) {
            throw new InvalidArgument("invalid value for verbose: " + verbose + ": strconv.ParseBool: parsing \""
                    + verbose + "\": invalid syntax");
        }
        exchange.reply(200, NetworkWriter.body(networks.inspect(exchange.name()), true));
    }

    private void prune(Exchange exchange) throws IOException {
        PruneReport report = networks.prune(exchange.filters());
        exchange.reply(200, new NetworksPrunedBody(report.removed().isEmpty() ? null : report.removed()));
    }
}
