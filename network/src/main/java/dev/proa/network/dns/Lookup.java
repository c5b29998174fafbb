package dev.proa.network.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Finds names of containers as one container sees them. */
final class Lookup {
    private final NetworkNames names;

    Lookup(NetworkNames names) {
        this.names = names;
    }

    /**
     * The addresses behind a name, in an order that changes from call to call.
     *
     * @return empty when nobody is called so; an empty list when who is called so has no such address
     */
    Optional<List<InetAddress>> addresses(Scope scope, String name, boolean version6) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        boolean known = false;
        for (Scope.Membership membership : scope.networks()) {
            List<NetworkNames.Member> members = members(membership, name);
            known |= !members.isEmpty();
            List<InetAddress> found = NetworkNames.addresses(members, version6);
            if (!found.isEmpty()) {
                return Optional.of(rotated(found));
            }
        }
        return known ? Optional.of(List.of()) : Optional.empty();
    }

    /** By the whole name, or by {@code name.network}, where both may have dots. */
    private List<NetworkNames.Member> members(Scope.Membership membership, String name) {
        List<NetworkNames.Member> members = linked(membership, name);
        String suffix = names.nameOf(membership.networkId());
        if (members.isEmpty()
                && !suffix.isEmpty()
                && name.length() > suffix.length() + 1
                && name.endsWith(suffix)
                && name.charAt(name.length() - suffix.length() - 1) == '.') {
            return linked(membership, name.substring(0, name.length() - suffix.length() - 1));
        }
        return members;
    }

    private List<NetworkNames.Member> linked(Scope.Membership membership, String name) {
        String target = membership.links().get(name);
        if (target != null) {
            List<NetworkNames.Member> members = names.find(membership.networkId(), target);
            if (!members.isEmpty()) {
                return members;
            }
        }
        return names.find(membership.networkId(), name);
    }

    private static List<InetAddress> rotated(List<InetAddress> addresses) {
        if (addresses.size() > 1) {
            List<InetAddress> turned = new ArrayList<>(addresses);
            Collections.rotate(turned, ThreadLocalRandom.current().nextInt(turned.size()));
            return turned;
        }
        return addresses;
    }

    /** The name behind an address, empty when it is nobody's in the container's networks. */
    String reverse(Scope scope, InetAddress address) {
        for (Scope.Membership membership : scope.networks()) {
            String found = names.reverse(membership.networkId(), address);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return "";
    }
}
