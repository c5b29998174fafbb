package dev.proa.network.bridge;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.LinkAddress;
import dev.proa.linux.netlink.Route;
import dev.proa.linux.netlink.RtNetlink;
import dev.proa.network.HostNetwork;
import dev.proa.network.address.AddressPool;
import dev.proa.network.address.MacAddresses;
import dev.proa.network.address.SubnetChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes and removes bridge networks on the host: the bridge with its address, IPv4 forwarding, and one nftables table
 * named {@code inet proa_<bridge>}.
 *
 * <p>Tables of others are never touched. If one of them drops forwarded packets (a firewall whose forward policy is
 * drop), containers reach only the host and each other until its owner allows more.
 *
 * <p>Safe for use by any thread, as long as one bridge is not changed by two at once.
 */
public final class BridgeDriver {
    private static final String BRIDGE = "bridge";
    private static final int LOCAL_TABLE = 255;

    private final HostNetwork host;

    /** @param host where bridges live; stays its owner's */
    public BridgeDriver(HostNetwork host) {
        this.host = host;
    }

    /**
     * Makes a network as configured, or completes what is there of it. Doing this again changes nothing; containers on
     * the bridge do not notice.
     *
     * <p>IPv4 forwarding is switched on and stays on, as others may have come to rely on it.
     *
     * @throws IOException when the interface exists and is no bridge, a bridge of that name has another address than
     *     configured, no subnet is free, or the kernel refuses; then a bridge that this call made is gone again
     */
    public BridgeNetwork ensure(BridgeConfig config) throws IOException {
        Optional<Link> present = host.netlink().link(config.name());
        if (present.isPresent()) {
            if (!present.get().kind().equals(BRIDGE)) {
                throw new IOException("the interface " + config.name() + " exists and is not a bridge");
            }
            return complete(config, present.get());
        }
        AddressPool pool = choosePool(config);
        RtNetlink netlink = host.netlink();
        netlink.addBridge(config.name(), MacAddresses.of(pool.gateway().address()), config.mtu());
        try {
            Link bridge = netlink.link(config.name())
                    .orElseThrow(() -> new IOException("the bridge " + config.name() + " vanished"));
            return complete(config, bridge, pool);
        } catch (IOException | RuntimeException failure) {
            try {
                remove(config.name());
            } catch (IOException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
    }

    /** Removes a bridge and its table; content when they are gone already. */
    public void remove(String name) throws IOException {
        host.nftables(BridgeRules.delete(name));
        Optional<Link> link = host.netlink().link(name);
        if (link.isPresent() && link.get().kind().equals(BRIDGE)) {
            host.netlink().deleteLink(name);
        }
    }

    private BridgeNetwork complete(BridgeConfig config, Link bridge) throws IOException {
        Optional<IpPrefix> address = host.netlink().addresses().stream()
                .filter(candidate -> candidate.link() == bridge.index())
                .map(LinkAddress::address)
                .filter(candidate -> !candidate.isVersion6())
                .findFirst();
        if (address.isEmpty()) {
            return complete(config, bridge, choosePool(config));
        }
        Optional<IpPrefix> wanted = config.subnet().map(AddressPool::of).map(AddressPool::gateway);
        if (wanted.isPresent() && !wanted.equals(address)) {
            throw new IOException("the bridge " + config.name() + " has the address " + address.get()
                    + ", configured is " + wanted.get());
        }
        return finish(config, bridge, new AddressPool(address.get()));
    }

    private BridgeNetwork complete(BridgeConfig config, Link bridge, AddressPool pool) throws IOException {
        host.netlink().addAddress(bridge.index(), pool.gateway());
        return finish(config, bridge, pool);
    }

    private BridgeNetwork finish(BridgeConfig config, Link bridge, AddressPool pool) throws IOException {
        if (bridge.mtu() != config.mtu()) {
            host.netlink().setMtu(bridge.index(), config.mtu());
        }
        // The rules first: no packet is forwarded before they are there.
        host.nftables(BridgeRules.replace(config.name(), pool.gateway()));
        host.setting("ipv4/ip_forward", "1");
        host.netlink().setUp(bridge.index());
        return new BridgeNetwork(config.networkId(), config.name(), bridge.index(), pool.gateway(), config.mtu());
    }

    private AddressPool choosePool(BridgeConfig config) throws IOException {
        if (config.subnet().isPresent()) {
            return AddressPool.of(config.subnet().get());
        }
        List<IpPrefix> inUse = new ArrayList<>();
        for (Route route : host.netlink().routes()) {
            if (route.table() != LOCAL_TABLE) {
                inUse.add(route.destination());
            }
        }
        // Also of interfaces that are down, which have no routes.
        for (LinkAddress address : host.netlink().addresses()) {
            inUse.add(address.address());
        }
        return SubnetChoice.firstFree(SubnetChoice.defaultPools(), inUse)
                .map(AddressPool::of)
                .orElseThrow(() -> new IOException("could not find an available, non-overlapping IPv4 address pool"
                        + " for the bridge " + config.name() + ": give it a subnet"));
    }
}
