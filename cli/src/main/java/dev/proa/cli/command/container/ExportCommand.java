package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.OutputFile;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.util.List;

/** {@code proa export}. */
public final class ExportCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag output = flags.string("output", 'o', "", "Write to a file, instead of STDOUT");

    @Override
    public Usage usage() {
        return Usage.exactly(
                1,
                "[OPTIONS] CONTAINER",
                "Export a container's filesystem as a tar archive",
                "container export",
                "export");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (output.value().isEmpty()) {
            if (Tty.isTerminal(1)) {
                throw new CliException("cowardly refusing to save to a terminal. Use the -o flag or redirect");
            }
        } else {
            OutputFile.check(output.value(), "failed to export container");
        }
        try (var response = cli.api().get(Containers.path(arguments.getFirst(), "/export"))) {
            if (output.value().isEmpty()) {
                response.body().transferTo(cli.rawOut());
            } else {
                OutputFile.write(output.value(), response.body());
            }
        }
    }
}
