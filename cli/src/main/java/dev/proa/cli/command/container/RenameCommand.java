package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.List;

/** {@code proa rename}. */
public final class RenameCommand implements Command {
    private final FlagSet flags = new FlagSet();

    @Override
    public Usage usage() {
        return Usage.exactly(2, "CONTAINER NEW_NAME", "Rename a container", "container rename", "rename");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        String from = arguments.getFirst().strip();
        String to = arguments.get(1).strip();
        if (from.isEmpty() || to.isEmpty()) {
            throw new CliException("Error: Neither old nor new names may be empty");
        }
        try {
            Containers.post(cli, Query.of(Containers.path(from, "/rename")).add("name", to));
        } catch (IOException e) {
            cli.errln(String.valueOf(e.getMessage()));
            throw new CliException("Error: failed to rename container named " + from);
        }
    }
}
