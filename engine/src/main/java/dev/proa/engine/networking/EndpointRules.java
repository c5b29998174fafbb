package dev.proa.engine.networking;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.engine.network.NetworkSubnet;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.MacAddress;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a container may ask of a network, in Docker's words. */
final class EndpointRules {
    private EndpointRules() {}

    /** Checks what can be checked without the network. */
    static void check(EndpointRequest request, boolean userDefined) {
        List<String> wrong = new ArrayList<>();
        if (!userDefined) {
            if (request.address() != null || request.address6() != null) {
                wrong.add("user specified IP address is supported on user defined networks only");
            }
            if (!request.aliases().isEmpty()) {
                wrong.add("network-scoped aliases are only supported for user-defined networks");
            }
        }
        if (request.address() != null && !isAddress(request.address(), false)) {
            wrong.add("invalid IPv4 address: " + request.address());
        }
        if (request.address6() != null && !isAddress(request.address6(), true)) {
            wrong.add("invalid IPv6 address: " + request.address6());
        }
        if (request.mac() != null && !isMac(request.mac())) {
            wrong.add("invalid MAC address: address " + request.mac() + ": invalid MAC address");
        }
        refuse(request, wrong);
    }

    /** Checks the addresses against the network's subnets. */
    static void check(EndpointRequest request, Network network) {
        check(request, network.userDefined());
        List<String> wrong = new ArrayList<>();
        inSubnet(request.address(), network, wrong);
        inSubnet(request.address6(), network, wrong);
        refuse(request, wrong);
    }

    private static void inSubnet(@Nullable String wanted, Network network, List<String> wrong) {
        if (wanted == null) {
            return;
        }
        InetAddress address = InetAddress.ofLiteral(wanted);
        for (NetworkSubnet subnet : network.spec().subnets()) {
            if (IpPrefix.parse(subnet.subnet()).contains(address)) {
                if (subnet.chosen()) {
                    wrong.add("user specified IP address is supported only when connecting to networks with user"
                            + " configured subnets");
                }
                return;
            }
        }
        wrong.add("no configured subnet or ip-range contain the IP address " + wanted);
    }

    private static void refuse(EndpointRequest request, List<String> wrong) {
        if (!wrong.isEmpty()) {
            throw new InvalidArgument("invalid config for network " + request.network()
                    + ": invalid endpoint settings:\n" + String.join("\n", wrong));
        }
    }

    private static boolean isAddress(String text, boolean version6) {
        try {
            return Addresses.isVersion6(InetAddress.ofLiteral(text)) == version6;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private static boolean isMac(String text) {
        try {
            return MacAddress.parse(text).bits() != 0;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
