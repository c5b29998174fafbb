package dev.proa.network.bridge;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.address.AddressPool;
import dev.proa.network.address.SubnetChoice;
import dev.proa.network.address.SubnetPool;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a bridge network shall be like.
 *
 * @param networkId the network's id
 * @param name the bridge interface: 1 to 15 letters, digits, hyphens, underscores, dots; each daemon on a host needs
 *     another, since each leases addresses of its own
 * @param subnet the subnet ({@code 172.20.0.0/16}), or the gateway's address in it ({@code 172.20.0.254/16}); without
 *     one the first of the pools that collides with no address or route of the host is taken
 * @param subnet6 the same of version 6; none: the network has no version 6
 * @param mtu in bytes
 * @param pools where a subnet is chosen from
 * @param reserved subnets not to choose from, those of networks that are not up
 */
public record BridgeConfig(
        String networkId,
        String name,
        Optional<IpPrefix> subnet,
        Optional<IpPrefix> subnet6,
        int mtu,
        BridgePolicy policy,
        List<SubnetPool> pools,
        Collection<IpPrefix> reserved) {
    /** Docker's default. */
    public static final int DEFAULT_MTU = 1500;

    // Narrower than the kernel: the name also becomes part of nftables commands.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");
    private static final int SMALLEST_MTU = 68;
    private static final int LARGEST_MTU = 65535;

    public BridgeConfig {
        if (!isName(name)) {
            throw new IllegalArgumentException("invalid name of a bridge: \"" + name + "\"");
        }
        if (mtu < SMALLEST_MTU || mtu > LARGEST_MTU) {
            throw new IllegalArgumentException("the MTU of an IPv4 network is 68 to 65535 bytes: " + mtu);
        }
        // Throws when there is no room for containers.
        subnet.ifPresent(AddressPool::of);
        subnet6.ifPresent(AddressPool::of);
    }

    /** A network of version 4 with Docker's default policy. */
    public BridgeConfig(String networkId, String name, Optional<IpPrefix> subnet, int mtu) {
        this(
                networkId,
                name,
                subnet,
                Optional.empty(),
                mtu,
                BridgePolicy.DEFAULT,
                SubnetChoice.defaultPools(),
                List.of());
    }

    /** Whether a bridge can be named so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
