package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import java.util.List;

/** {@code proa kill}. */
public final class KillCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag signal = flags.string("signal", 's', "", "Signal to send instead of KILL");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1,
                "[OPTIONS] CONTAINER [CONTAINER...]",
                "Kill one or more running containers",
                "container kill",
                "kill");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        Containers.parallel(
                cli,
                arguments,
                false,
                name -> Containers.post(
                        cli, Query.of(Containers.path(name, "/kill")).addIfGiven("signal", signal.value())));
    }
}
