package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Inspection;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import java.io.IOException;
import java.util.List;

/** {@code proa image inspect}. */
public final class ImageInspectCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", 'f', "", FormatHelp.OBJECT);

    @Override
    public Usage usage() {
        return Usage.atLeast(1, "[OPTIONS] IMAGE [IMAGE...]", "Display detailed information on one or more images");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        Inspection.print(cli, arguments, format.value(), name -> find(cli, name));
    }

    /** The image of that name or id. */
    public static Inspection.Found find(Cli cli, String name) throws CliException, IOException {
        if (name.isBlank()) {
            throw new CliException("no such image: " + name);
        }
        try (var response = cli.api().get("/images/" + Query.segment(name) + "/json")) {
            return new Inspection.Found("image", response.text());
        }
    }
}
