package dev.proa.network.dns;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is called what in each network. An answer given after a change has returned goes by it.
 *
 * <p>Safe for use by any thread; looking up never waits.
 */
public final class NetworkNames {
    private final Map<String, Names> networks = new ConcurrentHashMap<>();

    /** Without any names. */
    public NetworkNames() {}

    /**
     * What a container is called in a network.
     *
     * @param names its name first, which a reverse look-up answers; then its short id, host name and aliases. Case does
     *     not matter
     * @param addresses its own there, of either version
     */
    public record Member(String containerId, List<String> names, List<InetAddress> addresses) {
        public Member {
            names = names.stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .distinct()
                    .toList();
            addresses = List.copyOf(addresses);
            if (names.isEmpty()) {
                throw new IllegalArgumentException("a container without a name: " + containerId);
            }
        }
    }

    /** A network's names; made with its first member, and gone with its last. */
    private record Names(
            String networkName,
            Map<String, Member> members,
            Map<String, List<Member>> byName,
            Map<InetAddress, Member> byAddress) {
        static Names of(String networkName) {
            return new Names(
                    networkName.toLowerCase(Locale.ROOT),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>(),
                    new ConcurrentHashMap<>());
        }
    }

    /**
     * Adds a container to a network, or changes what it is called there.
     *
     * @param networkName what the network is called, for names like {@code web.backend}
     */
    public void put(String networkId, String networkName, Member member) {
        networks.compute(networkId, (_, before) -> {
            Names names = before == null ? Names.of(networkName) : before;
            Member old = names.members.put(member.containerId, member);
            member.names.forEach(name -> names.byName.merge(name, List.of(member), NetworkNames::replaced));
            member.addresses.forEach(address -> names.byAddress.put(address, member));
            if (old != null) {
                old.names.stream()
                        .filter(name -> !member.names.contains(name))
                        .forEach(name -> forget(names, name, member.containerId));
                old.addresses.stream()
                        .filter(address -> !member.addresses.contains(address))
                        .forEach(address -> names.byAddress.remove(address, old));
            }
            return names;
        });
    }

    /** Takes a container out of a network; does nothing when it is not in there. */
    public void remove(String networkId, String containerId) {
        networks.computeIfPresent(networkId, (_, names) -> {
            Member old = names.members.remove(containerId);
            if (old != null) {
                old.names.forEach(name -> forget(names, name, containerId));
                old.addresses.forEach(address -> names.byAddress.remove(address, old));
            }
            return names.members.isEmpty() ? null : names;
        });
    }

    /** Takes a container out of all networks. */
    public void remove(String containerId) {
        networks.keySet().forEach(networkId -> remove(networkId, containerId));
    }

    private static List<Member> replaced(List<Member> before, List<Member> added) {
        List<Member> after = new ArrayList<>(before);
        after.removeIf(member -> member.containerId.equals(added.getFirst().containerId));
        after.addAll(added);
        return List.copyOf(after);
    }

    private static void forget(Names names, String name, String containerId) {
        names.byName.computeIfPresent(name, (_, members) -> {
            List<Member> left = members.stream()
                    .filter(member -> !member.containerId.equals(containerId))
                    .toList();
            return left.isEmpty() ? null : left;
        });
    }

    /** Those that a name means in a network, in the order they came; empty when nobody is called so. */
    List<Member> find(String networkId, String name) {
        Names names = networks.get(networkId);
        return names == null ? List.of() : names.byName.getOrDefault(name, List.of());
    }

    /** The network's own name in lower case, empty while it has no members. */
    String nameOf(String networkId) {
        Names names = networks.get(networkId);
        return names == null ? "" : names.networkName;
    }

    /** The name of the one who has an address in a network, with the network's: {@code web.backend}; or empty. */
    String reverse(String networkId, InetAddress address) {
        Names names = networks.get(networkId);
        Member member = names == null ? null : names.byAddress.get(address);
        return names == null || member == null ? "" : member.names.getFirst() + "." + names.networkName;
    }

    /** The addresses of one version that members have. */
    static List<InetAddress> addresses(List<Member> members, boolean version6) {
        List<InetAddress> found = new ArrayList<>();
        for (Member member : members) {
            for (InetAddress address : member.addresses) {
                if (version6 ? address instanceof Inet6Address : address instanceof Inet4Address) {
                    found.add(address);
                }
            }
        }
        return found;
    }
}
