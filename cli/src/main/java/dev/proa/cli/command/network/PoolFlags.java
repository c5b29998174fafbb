package dev.proa.cli.command.network;

import dev.proa.cli.CliException;
import dev.proa.cli.flag.FlagSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flags that say which addresses a network has: each range, gateway and reserved address belongs to a subnet. */
final class PoolFlags {
    private final WordsFlag subnets;
    private final WordsFlag ranges;
    private final WordsFlag gateways;
    private final PairsFlag reserved;

    PoolFlags(FlagSet flags) {
        subnets = flags.add(new WordsFlag("subnet", "Subnet of the network, in CIDR form"));
        ranges = flags.add(new WordsFlag("ip-range", "Part of a subnet that containers get addresses from"));
        gateways = flags.add(new WordsFlag("gateway", "Gateway of a subnet"));
        reserved = flags.add(new PairsFlag("aux-address", '\0', "Address that no container gets"));
    }

    /**
     * The pools, in the order of the subnets.
     *
     * @throws CliException when they don't belong together, with Docker's wording
     */
    List<Map<String, Object>> toJson() throws CliException {
        if (subnets.values().size() < ranges.values().size()
                || subnets.values().size() < gateways.values().size()) {
            throw new CliException("every ip-range or gateway must have a corresponding subnet");
        }
        Map<String, Map<String, Object>> pools = new LinkedHashMap<>();
        for (String subnet : subnets.values()) {
            for (String other : pools.keySet()) {
                if (holdsCidr(subnet, other) || holdsCidr(other, subnet)) {
                    throw new CliException("multiple overlapping subnet configuration is not supported");
                }
            }
            pools.put(subnet, pool(subnet));
        }
        for (String range : ranges.values()) {
            String subnet = subnetOf(range, true);
            if (subnet == null) {
                throw new CliException("no matching subnet for range " + range);
            }
            Object before = put(pools, subnet, "IPRange", range);
            if (before != null) {
                throw new CliException("cannot configure multiple ranges (" + range + ", " + before
                        + ") on the same subnet (" + subnet + ")");
            }
        }
        for (String gateway : gateways.values()) {
            String subnet = subnetOf(gateway, false);
            if (subnet == null) {
                throw new CliException("no matching subnet for gateway " + gateway);
            }
            Object before = put(pools, subnet, "Gateway", gateway);
            if (before != null) {
                throw new CliException("cannot configure multiple gateways (" + gateway + ", " + before
                        + ") for the same subnet (" + subnet + ")");
            }
        }
        reserve(pools);
        return new ArrayList<>(pools.values());
    }

    private void reserve(Map<String, Map<String, Object>> pools) throws CliException {
        Map<String, Map<String, Object>> bySubnet = new LinkedHashMap<>();
        for (Map.Entry<String, Object> one : reserved.values().entrySet()) {
            String address = String.valueOf(one.getValue());
            String subnet = subnetOf(address, false);
            if (subnet == null) {
                throw new CliException("no matching subnet for aux-address " + address);
            }
            bySubnet.computeIfAbsent(subnet, _ -> new LinkedHashMap<>()).put(one.getKey(), address);
        }
        for (Map.Entry<String, Map<String, Object>> entry : bySubnet.entrySet()) {
            put(pools, entry.getKey(), "AuxiliaryAddresses", entry.getValue());
        }
    }

    private static Map<String, Object> pool(String subnet) {
        Map<String, Object> pool = new LinkedHashMap<>();
        pool.put("Subnet", subnet);
        return pool;
    }

    private static @Nullable Object put(
            Map<String, Map<String, Object>> pools, String subnet, String field, Object value) {
        Map<String, Object> pool = pools.get(subnet);
        return pool == null ? null : pool.put(field, value);
    }

    private @Nullable String subnetOf(String text, boolean range) throws CliException {
        for (String subnet : subnets.values()) {
            if (range ? holdsCidr(subnet, text) : parse(subnet).contains(Cidr.address(text))) {
                return subnet;
            }
        }
        return null;
    }

    private static boolean holdsCidr(String subnet, String other) throws CliException {
        return parse(subnet).contains(Cidr.parse(other).address());
    }

    private static Cidr parse(String subnet) throws CliException {
        try {
            return Cidr.parse(subnet);
        } catch (CliException malformed) {
            throw new CliException("invalid subnet: " + malformed.text());
        }
    }
}
