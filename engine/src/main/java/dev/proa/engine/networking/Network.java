package dev.proa.engine.networking;

import dev.proa.engine.network.NetworkSpec;
import java.time.Instant;
import java.util.Map;

/**
 * A network that exists.
 *
 * @param spec complete: subnets and gateways chosen
 * @param predefined whether it is one of {@code bridge}, {@code host}, {@code none}
 * @param foreign whether its interface was there before, and stays when it goes
 */
public record Network(String id, Instant created, NetworkSpec spec, boolean predefined, boolean foreign) {
    public static final String BRIDGE = "bridge";
    public static final String HOST = "host";
    public static final String NONE = "none";

    private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
    private static final int ID_DIGITS_IN_NAME = 12;

    public String name() {
        return spec.name();
    }

    /** The network that a network mode means. */
    public static String nameOf(String mode) {
        return mode.isEmpty() || mode.equals("default") ? BRIDGE : mode;
    }

    /** Whether containers in it have namespaces and addresses. */
    public boolean addressed() {
        return !spec.driver().equals("host") && !spec.driver().equals("null");
    }

    /** Whether its containers reach anything outside of it. */
    boolean leadsOn() {
        return addressed()
                && !spec.internal()
                && (predefined
                        || spec.subnets().stream()
                                .anyMatch(subnet -> !subnet.gateway().isEmpty()));
    }

    /** Whether it was made by a user: only there containers have names and may ask for addresses. */
    public boolean userDefined() {
        return !predefined;
    }

    /** The interface of a bridge network, as Docker names it. */
    public String bridgeName() {
        return bridgeName(id, spec.options());
    }

    static String bridgeName(String id, Map<String, String> options) {
        String chosen = options.getOrDefault(BRIDGE_NAME, "");
        return chosen.isEmpty() ? "br-" + id.substring(0, ID_DIGITS_IN_NAME) : chosen;
    }
}
