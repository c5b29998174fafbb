package dev.proa.network.bridge;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.LinkAddress;
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
 * Makes and removes bridge networks on the host: the bridge with its addresses, forwarding, and its place in the
 * firewall.
 *
 * <p>Tables of others are never touched. If one of them drops forwarded packets (a firewall whose forward policy is
 * drop), containers reach only the host and each other until its owner allows more.
 *
 * <p>Safe for use by any thread, as long as one bridge is not changed by two at once.
 */
public final class BridgeDriver {
    private static final String BRIDGE = "bridge";

    private final HostNetwork host;
    private final BridgeFirewall firewall;

    /** @param host where bridges live; stays its owner's */
    public BridgeDriver(HostNetwork host, BridgeFirewall firewall) {
        this.host = host;
        this.firewall = firewall;
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
        if (config.subnet().isPresent()) {
            return findOrMake(config);
        }
        try (var _ = host.choosing()) {
            return findOrMake(config);
        }
    }

    private BridgeNetwork findOrMake(BridgeConfig config) throws IOException {
        Optional<Link> present = host.netlink().link(config.name());
        if (present.isPresent()) {
            if (!present.get().kind().equals(BRIDGE)) {
                throw new IOException("the interface " + config.name() + " exists and is not a bridge");
            }
            return complete(config, present.get());
        }
        IpPrefix gateway = chooseGateway(config);
        RtNetlink netlink = host.netlink();
        netlink.addBridge(config.name(), MacAddresses.of(gateway.address()), config.mtu());
        try {
            Link bridge = netlink.link(config.name())
                    .orElseThrow(() -> new IOException("the bridge " + config.name() + " vanished"));
            return complete(config, bridge, gateway);
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
        firewall.close(name);
        Optional<Link> link = host.netlink().link(name);
        if (link.isPresent() && link.get().kind().equals(BRIDGE)) {
            host.netlink().deleteLink(name);
        }
    }

    /** Takes a bridge that others made out of the firewall; content when it is not there. */
    public void forget(String name) throws IOException {
        firewall.close(name);
    }

    private BridgeNetwork complete(BridgeConfig config, Link bridge) throws IOException {
        Optional<IpPrefix> address = host.netlink().addresses().stream()
                .filter(candidate -> candidate.link() == bridge.index())
                .map(LinkAddress::address)
                .filter(candidate -> !candidate.isVersion6())
                .findFirst();
        if (address.isEmpty()) {
            return complete(config, bridge, chooseGateway(config));
        }
        Optional<IpPrefix> wanted = config.subnet().map(AddressPool::gatewayOf);
        if (wanted.isPresent() && !wanted.equals(address)) {
            throw new IOException("the bridge " + config.name() + " has the address " + address.get()
                    + ", configured is " + wanted.get());
        }
        return finish(config, bridge, address.get());
    }

    private BridgeNetwork complete(BridgeConfig config, Link bridge, IpPrefix gateway) throws IOException {
        host.netlink().addAddress(bridge.index(), gateway);
        return finish(config, bridge, gateway);
    }

    private BridgeNetwork finish(BridgeConfig config, Link bridge, IpPrefix gateway) throws IOException {
        if (bridge.mtu() != config.mtu()) {
            host.netlink().setMtu(bridge.index(), config.mtu());
        }
        Optional<IpPrefix> gateway6 = config.subnet6().map(AddressPool::gatewayOf);
        if (gateway6.isPresent()) {
            version6(config.name(), bridge, gateway6.get());
        }
        BridgeNetwork network = new BridgeNetwork(
                config.networkId(), config.name(), bridge.index(), gateway, gateway6, config.mtu(), config.policy());
        // The rules first: no packet is forwarded before they are there.
        firewall.open(network);
        host.setting("ipv4/ip_forward", "1");
        host.netlink().setUp(bridge.index());
        return network;
    }

    private void version6(String name, Link bridge, IpPrefix gateway) throws IOException {
        host.setting("ipv6/conf/" + name + "/disable_ipv6", "0");
        try {
            host.netlink().addAddress(bridge.index(), gateway);
        } catch (LinuxException failure) {
            if (!failure.is(Errno.EEXIST)) {
                throw failure;
            }
        }
        host.setting("ipv6/conf/all/forwarding", "1");
    }

    private IpPrefix chooseGateway(BridgeConfig config) throws IOException {
        if (config.subnet().isPresent()) {
            return AddressPool.gatewayOf(config.subnet().get());
        }
        List<IpPrefix> inUse = new ArrayList<>(host.subnetsInUse());
        inUse.addAll(config.reserved());
        return SubnetChoice.firstFree(config.pools(), inUse)
                .map(AddressPool::gatewayOf)
                .orElseThrow(() -> new IOException("could not find an available, non-overlapping IPv4 address pool"
                        + " for the bridge " + config.name() + ": give it a subnet"));
    }
}
