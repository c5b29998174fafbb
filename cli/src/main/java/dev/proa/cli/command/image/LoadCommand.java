package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.StreamBody;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Files;
import dev.proa.cli.command.Progress;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** {@code proa load}. */
public final class LoadCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag input = flags.string("input", 'i', "", "Read this file instead of standard input");
    private final StringFlag platform = flags.string("platform", "Load only this platform (os[/arch[/variant]])");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Don't show progress");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Load an image from a tar archive or STDIN", "image load", "load");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (input.value().isEmpty()) {
            if (Tty.isTerminal(0)) {
                throw new CliException("requested load from stdin, but stdin is empty");
            }
            load(cli, cli.in());
            return;
        }
        try (InputStream file = Files.open(input.value())) {
            load(cli, file);
        }
    }

    private void load(Cli cli, InputStream archive) throws CliException, IOException {
        Query query = Query.of("/images/load").add("quiet", quiet.value() || !Tty.isTerminal(1) ? "1" : "0");
        if (!platform.value().isEmpty()) {
            query.add("platform", Platforms.toJson(platform.value()));
        }
        try (var response = cli.api().request("POST", query, new StreamBody("application/x-tar", archive))) {
            if (response.header("Content-Type").equals("application/json")) {
                Progress.show(cli, response, cli.out(), Tty.isTerminal(1), false);
            } else {
                cli.flush();
                response.body().transferTo(cli.rawOut());
            }
        }
    }
}
