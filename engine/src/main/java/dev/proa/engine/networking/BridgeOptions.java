package dev.proa.engine.networking;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.network.NetworkSpec;
import dev.proa.network.bridge.BridgeConfig;
import dev.proa.network.bridge.BridgePolicy;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Docker's options make of a bridge network.
 *
 * @param mtu in bytes
 */
record BridgeOptions(int mtu, BridgePolicy policy) {
    private static final String PREFIX = "com.docker.network.bridge.";
    private static final String MTU = "com.docker.network.driver.mtu";
    private static final Set<String> KNOWN =
            Set.of("name", "enable_icc", "enable_ip_masquerade", "host_binding_ipv4", "default_bridge");

    /**
     * Reads a network's options. Those that are none of Docker's are only shown, as in Docker.
     *
     * @throws InvalidArgument for a value that cannot be meant
     * @throws NotSupported for an option of Docker's that Proa does not have
     */
    static BridgeOptions of(NetworkSpec spec) {
        Map<String, String> options = spec.options();
        options.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !KNOWN.contains(key.substring(PREFIX.length())) && !harmless(key, value)) {
                throw new NotSupported("the network option " + key + "=" + value + " is not supported by Proa yet");
            }
        });
        if (flag(options, PREFIX + "default_bridge", false)) {
            throw new InvalidArgument("a network that is made cannot be the default bridge");
        }
        String name = options.getOrDefault(PREFIX + "name", "");
        if (!name.isEmpty() && !BridgeConfig.isName(name)) {
            throw new InvalidArgument("invalid name of a bridge interface: \"" + name + "\"");
        }
        return new BridgeOptions(
                mtu(options),
                new BridgePolicy(
                        spec.internal(),
                        flag(options, PREFIX + "enable_icc", true),
                        flag(options, PREFIX + "enable_ip_masquerade", true),
                        hostBinding(options)));
    }

    /** What asks for no more than there is anyway. */
    private static boolean harmless(String key, String value) {
        return switch (key.substring(PREFIX.length())) {
            case "gateway_mode_ipv4", "gateway_mode_ipv6" -> value.equals("nat");
            case "inhibit_ipv4" -> value.equals("false");
            default -> false;
        };
    }

    private static int mtu(Map<String, String> options) {
        String given = options.getOrDefault(MTU, "");
        if (given.isEmpty()) {
            return BridgeConfig.DEFAULT_MTU;
        }
        try {
            int mtu = Integer.parseInt(given);
            if (mtu == 0) {
                return BridgeConfig.DEFAULT_MTU;
            }
            if (mtu < 68 || mtu > 65535) {
                throw new InvalidArgument("invalid MTU " + given + ": it is 68 to 65535 bytes");
            }
            return mtu;
        } catch (NumberFormatException malformed) {
            throw new InvalidArgument(
                    "failed to parse " + MTU + " value: strconv.Atoi: parsing \"" + given + "\": invalid syntax");
        }
    }

    private static boolean flag(Map<String, String> options, String key, boolean otherwise) {
        String given = options.getOrDefault(key, "");
        return switch (given) {
            case "" -> otherwise;
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default ->
                throw new InvalidArgument("failed to parse " + key + " value: strconv.ParseBool: parsing \"" + given
                        + "\": invalid syntax");
        };
    }

    private static Optional<InetAddress> hostBinding(Map<String, String> options) {
        String given = options.getOrDefault(PREFIX + "host_binding_ipv4", "");
        if (given.isEmpty() || given.equals("0.0.0.0")) {
            return Optional.empty();
        }
        return Optional.of(Addresses.parse(given, "invalid host binding address: " + given));
    }
}
