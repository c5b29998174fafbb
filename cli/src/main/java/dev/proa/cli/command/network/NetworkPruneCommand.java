package dev.proa.cli.command.network;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FilterFlag;
import dev.proa.cli.command.Prune;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import java.io.IOException;
import java.util.List;

/** {@code proa network prune}. */
public final class NetworkPruneCommand implements Command {
    private static final String QUESTION = """
            WARNING! This will remove all custom networks not used by at least one container.
            Are you sure you want to continue?""";

    private final FlagSet flags = new FlagSet();
    private final ListFlag filter = flags.add(new FilterFlag('\0', "Only what matches, e.g. until=24h"));
    private final BoolFlag force = flags.bool("force", 'f', "Don't ask");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Remove all unused networks");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (!force.value() && !Prune.confirm(cli, QUESTION)) {
            return;
        }
        Prune.Result result =
                Prune.names(cli, "/networks/prune", "NetworksDeleted", "Deleted Networks", Filters.of(filter.values()));
        if (!result.text().isEmpty()) {
            cli.println(result.text());
        }
    }
}
