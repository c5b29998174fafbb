package dev.proa.engine.networking;

import dev.proa.engine.Filters;
import dev.proa.engine.PruneReport;
import dev.proa.engine.bus.EventSink;
import dev.proa.engine.lifecycle.ContainerEvents;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.network.CreatedNetwork;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.engine.network.NetworkSpec;
import dev.proa.engine.network.NetworkView;
import dev.proa.engine.network.Networks;
import dev.proa.network.HostNetwork;
import dev.proa.network.address.SubnetPool;
import dev.proa.network.bridge.BridgeNetwork;
import java.util.List;
import java.util.function.Supplier;

/** The public face of the network operations: each call goes to the one that does it. */
public final class AllNetworks implements Networks {
    private final NetworkQueries queries;
    private final CreateNetwork creation;
    private final RemoveNetwork removal;
    private final PruneNetworks pruning;
    private final ChangeMembership membership;

    /**
     * @param bridge the default bridge's network, perhaps waited for
     * @param pools where networks get subnets that are given none
     */
    public AllNetworks(
            NetworkRegistry networks,
            LiveNetworks live,
            ContainerNetworks members,
            ContainerRegistry containers,
            HostNetwork host,
            Supplier<BridgeNetwork> bridge,
            List<SubnetPool> pools,
            EventSink sink) {
        NetworkEvents events = new NetworkEvents(sink);
        this.queries = new NetworkQueries(networks, containers, bridge);
        this.creation = new CreateNetwork(networks, new SubnetAssignment(networks, host, bridge, pools), live, events);
        this.removal = new RemoveNetwork(networks, live, members, events);
        this.pruning = new PruneNetworks(networks, removal, events);
        this.membership = new ChangeMembership(networks, containers, members, new ContainerEvents(sink));
    }

    @Override
    public List<NetworkView> list(Filters filters) {
        return queries.list(filters);
    }

    @Override
    public NetworkView inspect(String network) {
        return queries.inspect(network);
    }

    @Override
    public CreatedNetwork create(NetworkSpec spec) {
        return creation.create(spec);
    }

    @Override
    public void remove(String network) {
        removal.remove(network);
    }

    @Override
    public PruneReport prune(Filters filters) {
        return pruning.prune(filters);
    }

    @Override
    public void connect(String network, String container, EndpointRequest request) {
        membership.connect(network, container, request);
    }

    @Override
    public void disconnect(String network, String container, boolean force) {
        membership.disconnect(network, container, force);
    }
}
