package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.List;

/** {@code proa diff}. */
public final class DiffCommand implements Command {
    private static final String KINDS = "CAD";

    private final FlagSet flags = new FlagSet();

    @Override
    public Usage usage() {
        return Usage.exactly(
                1,
                "CONTAINER",
                "Inspect changes to files or directories on a container's filesystem",
                "container diff",
                "diff");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String container = arguments.getFirst();
        if (container.isEmpty()) {
            throw new CliException("Container name cannot be empty");
        }
        try (var response = cli.api().get(Containers.path(container, "/changes"))) {
            if (response.json() instanceof List<?> changes) {
                for (Object one : changes) {
                    JsonObject change = JsonObject.of(one);
                    int kind = (int) change.number("Kind");
                    cli.println((kind >= 0 && kind < KINDS.length() ? KINDS.charAt(kind) : '?') + " "
                            + change.string("Path"));
                }
            }
        }
    }
}
