package dev.proa.network.bridge;

import dev.proa.linux.netlink.IpPrefix;
import dev.proa.network.address.AddressPool;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a bridge network shall be like.
 *
 * @param networkId the network's id
 * @param name the bridge interface: 1 to 15 letters, digits, hyphens, underscores, dots; each daemon on a host needs
 *     another, since each leases addresses of its own
 * @param subnet the subnet ({@code 172.20.0.0/16}), or the gateway's address in it ({@code 172.20.0.254/16}); without
 *     one the first of Docker's default pools that collides with no address or route of the host is taken
 * @param mtu in bytes
 */
public record BridgeConfig(String networkId, String name, Optional<IpPrefix> subnet, int mtu) {
    /** Docker's default. */
    public static final int DEFAULT_MTU = 1500;

    // Narrower than the kernel: the name also becomes part of nftables commands.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");
    private static final int SMALLEST_MTU = 68;
    private static final int LARGEST_MTU = 65535;

    public BridgeConfig {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("invalid name of a bridge: \"" + name + "\"");
        }
        if (mtu < SMALLEST_MTU || mtu > LARGEST_MTU) {
            throw new IllegalArgumentException("the MTU of an IPv4 network is 68 to 65535 bytes: " + mtu);
        }
        // Throws when there is no room for containers.
        subnet.ifPresent(AddressPool::of);
    }
}
