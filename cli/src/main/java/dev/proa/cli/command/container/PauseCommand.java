package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import java.util.List;

/** {@code proa pause} and {@code proa unpause}. */
public final class PauseCommand implements Command {
    private final boolean pause;
    private final FlagSet flags = new FlagSet();

    private PauseCommand(boolean pause) {
        this.pause = pause;
    }

    public static PauseCommand pause() {
        return new PauseCommand(true);
    }

    public static PauseCommand unpause() {
        return new PauseCommand(false);
    }

    @Override
    public Usage usage() {
        String name = pause ? "pause" : "unpause";
        return Usage.atLeast(
                1,
                "CONTAINER [CONTAINER...]",
                (pause ? "Pause" : "Unpause") + " all processes within one or more containers",
                "container " + name,
                name);
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
                name -> Containers.post(cli, Containers.path(name, pause ? "/pause" : "/unpause")));
    }
}
