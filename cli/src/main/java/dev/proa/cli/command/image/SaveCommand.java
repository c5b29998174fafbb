package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.OutputFile;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.util.List;

/** {@code proa save}. */
public final class SaveCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag output = flags.string("output", 'o', "", "Write to this file instead of standard output");
    private final ListFlag platform = flags.list("platform", "Save only this platform (os[/arch[/variant]])");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1,
                "[OPTIONS] IMAGE [IMAGE...]",
                "Save one or more images to a tar archive (streamed to STDOUT by default)",
                "image save",
                "save");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (!output.value().isEmpty()) {
            OutputFile.check(output.value(), "failed to save image");
        } else if (Tty.isTerminal(1)) {
            throw new CliException("cowardly refusing to save to a terminal. Use the -o flag or redirect");
        }
        Query query = Query.of("/images/get");
        for (String name : arguments) {
            query.add("names", name);
        }
        for (String one : platform.values()) {
            query.add("platform", Platforms.toJson(one));
        }
        try (var response = cli.api().get(query)) {
            if (output.value().isEmpty()) {
                response.body().transferTo(cli.rawOut());
            } else {
                OutputFile.write(output.value(), response.body());
            }
        }
    }
}
