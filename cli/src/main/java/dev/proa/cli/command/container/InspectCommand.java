package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Inspection;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import java.io.IOException;
import java.util.List;

/** {@code proa container inspect}. */
public final class InspectCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", 'f', "", FormatHelp.OBJECT);
    private final BoolFlag size = flags.bool("size", 's', "Show sizes on disk");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1, "[OPTIONS] CONTAINER [CONTAINER...]", "Display detailed information on one or more containers");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        Inspection.print(cli, arguments, format.value(), name -> find(cli, name, size.value()));
    }

    /** The container of that name or id. */
    public static Inspection.Found find(Cli cli, String name, boolean size) throws CliException, IOException {
        try (var response =
                cli.api().get(Query.of(Containers.path(name, "/json")).addIf(size, "size"))) {
            return new Inspection.Found("container", response.text());
        }
    }
}
