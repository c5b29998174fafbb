package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.NaturalOrder;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa port}. */
public final class PortCommand implements Command {
    private final FlagSet flags = new FlagSet();

    @Override
    public Usage usage() {
        return new Usage(
                "CONTAINER [PRIVATE_PORT[/PROTO]]",
                "List port mappings or a specific mapping for the container",
                List.of("container port", "port"),
                1,
                2,
                true);
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String name = arguments.getFirst();
        JsonObject ports =
                Containers.inspect(cli, name).object("NetworkSettings").object("Ports");
        List<String> lines = new ArrayList<>();
        if (arguments.size() > 1) {
            one(name, arguments.get(1), ports, lines);
        } else {
            for (String port : ports.fields().keySet()) {
                for (JsonObject binding : ports.objects(port)) {
                    lines.add(port + " -> " + address(binding));
                }
            }
        }
        lines.sort(NaturalOrder.INSTANCE);
        for (String line : lines) {
            cli.println(line);
        }
    }

    private static void one(String name, String asked, JsonObject ports, List<String> lines) throws CliException {
        int slash = asked.indexOf('/');
        String number = slash < 0 ? asked : asked.substring(0, slash);
        String protocol = slash < 0 || slash == asked.length() - 1 ? "tcp" : asked.substring(slash + 1);
        try {
            int port = Integer.parseInt(number);
            if (port < 0 || port > 65535) {
                throw new CliException("Error: invalid port (" + number + "): strconv.ParseUint: parsing \"" + number
                        + "\": value out of range");
            }
        } catch (NumberFormatException _) {
            throw new CliException("Error: invalid port (" + number + "): strconv.ParseUint: parsing \"" + number
                    + "\": invalid syntax");
        }
        List<JsonObject> bindings = ports.objects(number + "/" + protocol);
        if (bindings.isEmpty()) {
            throw new CliException("Error: No public port '" + asked + "' published for " + name);
        }
        for (JsonObject binding : bindings) {
            lines.add(address(binding));
        }
    }

    private static String address(JsonObject binding) {
        String ip = binding.string("HostIp");
        return (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + binding.string("HostPort");
    }
}
