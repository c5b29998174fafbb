package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.format.Tabwriter;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa top}. */
public final class TopCommand implements Command {
    private final FlagSet flags = new FlagSet();

    @Override
    public Usage usage() {
        return Usage.atLeast(
                        1,
                        "CONTAINER [ps OPTIONS]",
                        "Display the running processes of a container",
                        "container top",
                        "top")
                .flagsFirst();
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Query query = Query.of(Containers.path(arguments.getFirst(), "/top"));
        if (arguments.size() > 1) {
            query.add("ps_args", String.join(" ", arguments.subList(1, arguments.size())));
        }
        try (var response = cli.api().get(query)) {
            JsonObject top = response.object();
            Tabwriter table = new Tabwriter(20, 3);
            table.line(String.join("\t", top.strings("Titles")));
            for (Object process : top.array("Processes")) {
                List<String> cells = new ArrayList<>();
                if (process instanceof List<?> values) {
                    for (Object value : values) {
                        cells.add(String.valueOf(value));
                    }
                }
                table.line(String.join("\t", cells));
            }
            cli.out().append(table.finish());
        }
    }
}
