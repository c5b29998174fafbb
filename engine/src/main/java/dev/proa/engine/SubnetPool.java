package dev.proa.engine;

import dev.proa.linux.netlink.IpPrefix;

/**
 * Where the subnets of networks come from that are given none.
 *
 * @param base {@code 10.10.0.0/16}
 * @param size the length of the prefix of each subnet that is taken out of it
 */
public record SubnetPool(String base, int size) {
    /** @throws IllegalArgumentException for a base that is none, or a size that does not fit it */
    public SubnetPool {
        var _ = new dev.proa.network.address.SubnetPool(IpPrefix.parse(base), size);
    }
}
