package dev.proa.network.address;

import dev.proa.linux.netlink.IpPrefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Chooses a subnet for a network that was given none. */
public final class SubnetChoice {
    private SubnetChoice() {}

    /** Docker's default pools in their order: 172.17.0.0/16 to 172.31.0.0/16, then 192.168.0.0/20 and so on. */
    public static List<IpPrefix> defaultPools() {
        List<IpPrefix> pools = new ArrayList<>();
        for (int second = 17; second <= 31; second++) {
            pools.add(IpPrefix.parse("172." + second + ".0.0/16"));
        }
        for (int third = 0; third < 256; third += 16) {
            pools.add(IpPrefix.parse("192.168." + third + ".0/20"));
        }
        return List.copyOf(pools);
    }

    /**
     * The first candidate that shares no address with a subnet in use.
     *
     * @param inUse addresses and routes of the host; default routes do not count
     */
    public static Optional<IpPrefix> firstFree(List<IpPrefix> candidates, Collection<IpPrefix> inUse) {
        return candidates.stream()
                .filter(candidate -> inUse.stream().noneMatch(used -> used.length() > 0 && used.overlaps(candidate)))
                .findFirst();
    }
}
