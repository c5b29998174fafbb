package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa wait}. */
public final class WaitCommand implements Command {
    private final FlagSet flags = new FlagSet();

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1,
                "CONTAINER [CONTAINER...]",
                "Block until one or more containers stop, then print their exit codes",
                "container wait",
                "wait");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        List<String> errors = new ArrayList<>();
        for (String name : arguments) {
            try (var response = cli.api().post(Containers.path(name, "/wait"))) {
                cli.println(Long.toString(response.object().number("StatusCode")));
                cli.flush();
            } catch (IOException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }
        Containers.failWith(errors);
    }
}
