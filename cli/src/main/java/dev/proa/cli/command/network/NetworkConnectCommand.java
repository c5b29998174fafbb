package dev.proa.cli.command.network;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.command.container.LinkFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.NumberFlag;
import dev.proa.cli.flag.StringFlag;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code proa network connect}. */
public final class NetworkConnectCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final WordsFlag aliases = flags.add(new WordsFlag("alias", "Another name of it in the network"));
    private final WordsFlag driverOptions = flags.add(new WordsFlag("driver-opt", "Options of the driver"));
    private final NumberFlag priority =
            flags.integer("gw-priority", '\0', 0, "The network with the highest number has the default gateway");
    private final StringFlag ipv4 = flags.string("ip", "IPv4 address (e.g., \"172.30.100.104\")");
    private final StringFlag ipv6 = flags.string("ip6", "IPv6 address (e.g., \"2001:db8::33\")");
    private final ListFlag links = flags.add(LinkFlag.create());
    private final WordsFlag linkLocal = flags.add(new WordsFlag("link-local-ip", "Link-local address"));

    @Override
    public Usage usage() {
        return Usage.exactly(2, "[OPTIONS] NETWORK CONTAINER", "Connect a container to a network");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        if (!ipv4.value().isEmpty()
                || !ipv6.value().isEmpty()
                || !linkLocal.values().isEmpty()) {
            Map<String, Object> ipam = new LinkedHashMap<>();
            ipam.put("IPv4Address", ipv4.value());
            ipam.put("IPv6Address", ipv6.value());
            ipam.put("LinkLocalIPs", linkLocal.values());
            endpoint.put("IPAMConfig", ipam);
        }
        endpoint.put("Links", links.values());
        endpoint.put("Aliases", aliases.values());
        Map<String, Object> options = driverOptions();
        if (!options.isEmpty()) {
            endpoint.put("DriverOpts", options);
        }
        if (priority.value() != 0) {
            endpoint.put("GwPriority", priority.value());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Container", arguments.get(1));
        body.put("EndpointConfig", endpoint);
        try (var _ = cli.api().postJson("/networks/" + Query.segment(arguments.getFirst()) + "/connect", body)) {
            // The status was checked.
        }
    }

    private Map<String, Object> driverOptions() throws CliException {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String option : driverOptions.values()) {
            int equals = option.indexOf('=');
            if (equals <= 0) {
                throw new CliException("invalid key/value pair format in driver options");
            }
            options.put(
                    option.substring(0, equals).strip(),
                    option.substring(equals + 1).strip());
        }
        return options;
    }
}
