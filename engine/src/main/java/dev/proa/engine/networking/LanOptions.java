package dev.proa.engine.networking;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.network.NetworkSpec;
import dev.proa.network.sandbox.Cable;
import java.util.Map;

/**
 * What Docker's options make of a network of kind macvlan or ipvlan.
 *
 * @param parent the host's interface
 * @param mode a number of linux/if_link.h
 * @param flags of ipvlan
 * @param mtu in bytes; 0: the parent's
 */
record LanOptions(String parent, int mode, int flags, int mtu) {
    private static final Map<String, Integer> MACVLAN_MODES =
            Map.of("", 4, "bridge", 4, "private", 1, "vepa", 2, "passthru", 8);
    private static final Map<String, Integer> IPVLAN_FLAGS = Map.of("", 0, "bridge", 0, "private", 1, "vepa", 2);

    /**
     * Reads a network's options.
     *
     * @throws InvalidArgument for a value that cannot be meant
     * @throws NotSupported for what Docker has and Proa has not
     */
    static LanOptions of(NetworkSpec spec) {
        Map<String, String> options = spec.options();
        String parent = options.getOrDefault("parent", "");
        if (parent.isEmpty()) {
            throw new NotSupported(
                    "a network of kind " + spec.driver() + " without -o parent=… is not supported by Proa yet");
        }
        if (parent.equals("lo")) {
            throw new InvalidArgument("loopback interface is not a valid " + spec.driver() + " parent link");
        }
        return spec.driver().equals("macvlan") ? macvlan(parent, options) : ipvlan(parent, options);
    }

    private static LanOptions macvlan(String parent, Map<String, String> options) {
        String mode = options.getOrDefault("macvlan_mode", "");
        Integer number = MACVLAN_MODES.get(mode);
        if (number == null) {
            throw new InvalidArgument("requested macvlan mode '" + mode + "' is not valid, 'bridge' mode is the macvlan"
                    + " driver default");
        }
        return new LanOptions(parent, number, 0, mtu(options));
    }

    private static LanOptions ipvlan(String parent, Map<String, String> options) {
        String mode = options.getOrDefault("ipvlan_mode", "");
        switch (mode) {
            case "", "l2" -> {}
            case "l3", "l3s" -> throw new NotSupported("ipvlan_mode " + mode + " is not supported by Proa yet");
            default ->
                throw new InvalidArgument(
                        "requested ipvlan mode '" + mode + "' is not valid, 'l2' mode is the ipvlan driver default");
        }
        String flag = options.getOrDefault("ipvlan_flag", "");
        Integer number = IPVLAN_FLAGS.get(flag);
        if (number == null) {
            throw new InvalidArgument(
                    "requested ipvlan flag '" + flag + "' is not valid, 'bridge' is the ipvlan driver" + " default");
        }
        return new LanOptions(parent, 0, number, mtu(options));
    }

    private static int mtu(Map<String, String> options) {
        String given = options.getOrDefault("com.docker.network.driver.mtu", "0");
        try {
            return Integer.parseUnsignedInt(given);
        } catch (NumberFormatException malformed) {
            throw new InvalidArgument("invalid MTU " + given);
        }
    }

    Cable macvlan() {
        return new Cable.Macvlan(parent, mode, mtu);
    }

    Cable ipvlan() {
        return new Cable.Ipvlan(parent, mode, flags, mtu);
    }
}
