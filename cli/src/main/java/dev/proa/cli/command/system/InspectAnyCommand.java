package dev.proa.cli.command.system;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Inspection;
import dev.proa.cli.command.Usage;
import dev.proa.cli.command.container.InspectCommand;
import dev.proa.cli.command.image.ImageInspectCommand;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import java.io.IOException;
import java.util.List;

/** {@code proa inspect}: whatever has that name. */
public final class InspectAnyCommand implements Command {
    private static final List<String> ORDER = List.of("container", "image", "network", "volume");
    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", 'f', "", FormatHelp.OBJECT);
    private final BoolFlag size = flags.bool("size", 's', "Show sizes on disk of containers");
    private final StringFlag type = flags.string("type", "Only look for this type of object");

    @Override
    public Usage usage() {
        return Usage.atLeast(1, "[OPTIONS] NAME|ID [NAME|ID...]", "Return low-level information on Proa objects");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        String only = type.value();
        if (type.changed() && only.isEmpty()) {
            throw new CliException("type is empty: must be one of \"container\", \"image\", \"network\", \"volume\"");
        }
        if (!only.isEmpty() && !ORDER.contains(only)) {
            throw new CliException(
                    "unknown type: \"" + only + "\": must be one of \"container\", \"image\", \"network\", \"volume\"");
        }
        Inspection.print(cli, arguments, format.value(), name -> find(cli, name));
    }

    private Inspection.Found find(Cli cli, String name) throws CliException, IOException {
        if (!type.value().isEmpty()) {
            return one(cli, type.value(), name);
        }
        for (String kind : ORDER) {
            try {
                return one(cli, kind, name);
            } catch (ApiException e) {
                // A kind that the daemon knows nothing of has nothing of that name either.
                if (!e.isNotFound() && e.status() != 501 && !isMalformedName(e)) {
                    throw e;
                }
            }
        }
        throw new CliException("Error: No such object: " + name);
    }

    private static boolean isMalformedName(ApiException e) {
        return e.status() == 400 && String.valueOf(e.getMessage()).contains("invalid reference format");
    }

    private Inspection.Found one(Cli cli, String kind, String name) throws CliException, IOException {
        return switch (kind) {
            case "container" -> InspectCommand.find(cli, name, size.value());
            case "image" -> ImageInspectCommand.find(cli, name);
            default -> {
                String path = (kind.equals("network") ? "/networks/" : "/volumes/") + Query.segment(name);
                try (var response = cli.api().get(path)) {
                    yield new Inspection.Found(kind, response.text());
                }
            }
        };
    }
}
