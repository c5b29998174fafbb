package dev.proa.cli.command.network;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.KeyValues;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.json.JsonNull;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code proa network create}. */
public final class NetworkCreateCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag attachable = flags.bool("attachable", "Let containers be connected by hand");
    private final StringFlag configFrom = flags.string("config-from", "Network to take the configuration from");
    private final BoolFlag configOnly = flags.bool("config-only", "Make a configuration alone");
    private final StringFlag driver = flags.string("driver", 'd', "bridge", "Driver of the network");
    private final BoolFlag ingress = flags.bool("ingress", "Make a swarm's routing mesh");
    private final BoolFlag internal = flags.bool("internal", "Give it no way out");
    private final StringFlag ipamDriver =
            flags.string("ipam-driver", '\0', "default", "Driver of the address management");
    private final PairsFlag ipamOptions =
            flags.add(new PairsFlag("ipam-opt", '\0', "Options of the address management"));
    private final BoolFlag ipv4 = flags.boolByDefault("ipv4", '\0', "Give containers IPv4 addresses");
    private final BoolFlag ipv6 = flags.bool("ipv6", "Give containers IPv6 addresses");
    private final ListFlag labels = flags.list("label", "Set a label");
    private final PairsFlag options = flags.add(new PairsFlag("opt", 'o', "Options of the driver"));
    private final StringFlag scope = flags.string("scope", "Scope of the network");
    private final PoolFlags pools = new PoolFlags(flags);

    @Override
    public Usage usage() {
        return Usage.exactly(1, "[OPTIONS] NETWORK", "Create a network");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Map<String, Object> ipam = new LinkedHashMap<>();
        ipam.put("Driver", ipamDriver.value());
        ipam.put("Options", ipamOptions.values());
        ipam.put("Config", pools.toJson());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Name", arguments.getFirst());
        body.put("Driver", driver.value());
        body.put("Scope", scope.value());
        body.put("EnableIPv4", ipv4.changed() ? ipv4.value() : JsonNull.NULL);
        body.put("EnableIPv6", ipv6.changed() ? ipv6.value() : JsonNull.NULL);
        body.put("IPAM", ipam);
        body.put("Internal", internal.value());
        body.put("Attachable", attachable.value());
        body.put("Ingress", ingress.value());
        body.put("ConfigOnly", configOnly.value());
        if (!configFrom.value().isEmpty()) {
            body.put("ConfigFrom", Map.of("Network", configFrom.value()));
        }
        body.put("Options", options.values());
        body.put("Labels", KeyValues.map(labels.values()));
        try (var response = cli.api().postJson("/networks/create", body)) {
            cli.println(response.object().string("Id"));
        }
    }
}
