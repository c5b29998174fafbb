package dev.proa.cli.command.network;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Inspection;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import java.io.IOException;
import java.util.List;

/** {@code proa network inspect}. */
public final class NetworkInspectCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", 'f', "", FormatHelp.OBJECT);
    private final BoolFlag verbose = flags.bool("verbose", 'v', "Show what helps to find faults too");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1, "[OPTIONS] NETWORK [NETWORK...]", "Display detailed information on one or more networks");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        Inspection.print(cli, arguments, format.value(), name -> find(cli, name));
    }

    private Inspection.Found find(Cli cli, String name) throws CliException, IOException {
        if (name.isBlank()) {
            throw new CliException("invalid network name or ID: value is empty");
        }
        Query query = Query.of("/networks/" + Query.segment(name));
        if (verbose.value()) {
            query.add("verbose", "true");
        }
        try (var response = cli.api().get(query)) {
            return new Inspection.Found("network", response.text());
        }
    }
}
