package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.List;

/** {@code proa rm}. */
public final class RmCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag force = flags.bool("force", 'f', "Kill it first if it runs");
    private final BoolFlag link = flags.bool("link", 'l', "Remove a link");
    private final BoolFlag volumes = flags.bool("volumes", 'v', "Remove its anonymous volumes too");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1,
                "[OPTIONS] CONTAINER [CONTAINER...]",
                "Remove one or more containers",
                "container rm",
                "container remove",
                "rm");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        Containers.parallel(cli, arguments, force.value(), name -> remove(cli, name));
    }

    private void remove(Cli cli, String typed) throws IOException, CliException {
        String name = typed;
        while (name.startsWith("/")) {
            name = name.substring(1);
        }
        while (name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        if (name.isEmpty()) {
            throw new CliException("container name cannot be empty");
        }
        Query query = Query.of(Containers.path(name, ""))
                .addIf(force.value(), "force")
                .addIf(link.value(), "link")
                .addIf(volumes.value(), "v");
        try (var _ = cli.api().request("DELETE", query, null)) {
            // The status was checked.
        }
    }
}
