package dev.proa.cli.command.container;

import dev.proa.cli.command.Csv;
import dev.proa.cli.flag.Flag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code --network bridge} or {@code --network name=net1,alias=db,ip=10.1.2.3}. */
final class NetworkFlag extends Flag {
    private final List<Attachment> attachments;

    /** One network to join. Filled further with the flags that speak of the first network. */
    static final class Attachment {
        String target = "";
        final List<String> aliases = new ArrayList<>();
        final List<String> links = new ArrayList<>();
        final List<String> linkLocal = new ArrayList<>();
        final Map<String, Object> driverOptions = new LinkedHashMap<>();
        String ipv4 = "";
        String ipv6 = "";
        String mac = "";
        long priority;
    }

    /** @param attachments shared by {@code --net} and {@code --network} */
    NetworkFlag(String name, List<Attachment> attachments) {
        super(name, '\0', "Connect it to a network");
        this.attachments = attachments;
    }

    @Override
    protected String type() {
        return "network";
    }

    @Override
    protected void set(String text) {
        Attachment network = new Attachment();
        if (!isLong(text)) {
            network.target = text;
            attachments.add(network);
            return;
        }
        for (String field : Csv.fields(text)) {
            int equals = field.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("invalid field " + field);
            }
            put(
                    network,
                    field.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                    field.substring(equals + 1).strip().toLowerCase(Locale.ROOT));
        }
        if (network.target.isEmpty()) {
            throw new IllegalArgumentException("network name/id is not specified");
        }
        attachments.add(network);
    }

    private static boolean isLong(String text) {
        int equals = text.indexOf('=');
        return equals > 0 && equals < text.length() - 1;
    }

    private static void put(Attachment network, String key, String value) {
        switch (key) {
            case "name" -> network.target = value;
            case "alias" -> network.aliases.add(value);
            case "ip" -> network.ipv4 = value;
            case "ip6" -> network.ipv6 = value;
            case "mac-address" -> network.mac = value;
            case "link-local-ip" -> network.linkLocal.add(value);
            case "driver-opt" -> {
                int equals = value.indexOf('=');
                if (equals <= 0) {
                    throw new IllegalArgumentException("invalid key value pair format in driver options");
                }
                network.driverOptions.put(
                        value.substring(0, equals).strip(),
                        value.substring(equals + 1).strip());
            }
            case "gw-priority" -> {
                try {
                    network.priority = Long.parseLong(value);
                } catch (NumberFormatException _) {
                    throw new IllegalArgumentException("invalid gw-priority (" + value + "): invalid syntax");
                }
            }
            default -> throw new IllegalArgumentException("invalid field key " + key);
        }
    }
}
