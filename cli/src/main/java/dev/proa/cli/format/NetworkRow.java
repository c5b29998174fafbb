package dev.proa.cli.format;

import dev.proa.cli.json.JsonObject;
import java.util.List;
import java.util.NoSuchElementException;

/** A network in {@code network ls}. */
public final class NetworkRow implements Row {
    /** The names of all values. */
    public static final List<String> NAMES =
            List.of("CreatedAt", "Driver", "ID", "IPv4", "IPv6", "Internal", "Labels", "Name", "Scope");

    private final JsonObject network;
    private final boolean truncate;

    /**
     * A row.
     *
     * @param network an element of {@code GET /networks}
     * @param truncate whether ids are cut
     */
    public NetworkRow(JsonObject network, boolean truncate) {
        this.network = network;
        this.truncate = truncate;
    }

    /** The titles of the columns. */
    public static String title(String name) {
        return switch (name) {
            case "ID" -> "NETWORK ID";
            case "Name" -> "NAME";
            case "Driver" -> "DRIVER";
            case "Scope" -> "SCOPE";
            case "IPv4" -> "IPV4";
            case "IPv6" -> "IPV6";
            case "Internal" -> "INTERNAL";
            case "Labels" -> "LABELS";
            case "CreatedAt" -> "CREATED AT";
            default -> "";
        };
    }

    @Override
    public List<String> names() {
        return NAMES;
    }

    @Override
    public String goType() {
        return "*network.networkContext";
    }

    @Override
    public boolean hasLabels() {
        return true;
    }

    @Override
    public String label(String key) {
        return network.object("Labels").string(key);
    }

    @Override
    public Object get(String name) {
        return switch (name) {
            case "ID" -> truncate ? Text.shortId(network.string("Id")) : network.string("Id");
            case "Name", "Driver", "Scope" -> network.string(name);
            case "IPv4" -> Boolean.toString(network.bool("EnableIPv4"));
            case "IPv6" -> Boolean.toString(network.bool("EnableIPv6"));
            case "Internal" -> Boolean.toString(network.bool("Internal"));
            case "Labels" -> Text.labels(network.object("Labels"));
            case "CreatedAt" -> Text.goTime(network.string("Created"));
            default -> throw new NoSuchElementException(name);
        };
    }
}
