package dev.proa.network.bridge;

import dev.proa.network.HostNetwork;
import java.io.IOException;

/** One nftables table named {@code inet proa_<bridge>} for each network. */
public final class TablePerBridge implements BridgeFirewall {
    private final HostNetwork host;

    /** @param host where the tables are; stays its owner's */
    public TablePerBridge(HostNetwork host) {
        this.host = host;
    }

    @Override
    public void open(BridgeNetwork network) throws IOException {
        host.nftables(BridgeRules.replace(network.bridge(), network.gateway()));
    }

    @Override
    public void close(String bridge) throws IOException {
        host.nftables(BridgeRules.delete(bridge));
    }
}
