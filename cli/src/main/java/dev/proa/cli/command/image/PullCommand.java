package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.ImageName;
import dev.proa.cli.command.ImagePull;
import dev.proa.cli.command.Progress;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.util.List;

/** {@code proa pull}. */
public final class PullCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag all = flags.bool("all-tags", 'a', "Pull all images of the repository");
    private final StringFlag platform;
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Don't show the progress");

    public PullCommand() {
        String preset = System.getenv("DOCKER_DEFAULT_PLATFORM");
        platform = flags.string("platform", '\0', preset == null ? "" : preset, "Platform of the image to pull");
        // As in run and create.
        flags.boolByDefault("disable-content-trust", '\0', "Skip image verification");
    }

    @Override
    public Usage usage() {
        return Usage.exactly(
                1, "[OPTIONS] NAME[:TAG|@DIGEST]", "Download an image from a registry", "image pull", "pull");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String name = RegistryName.of(cli, arguments.getFirst(), all.value(), quiet.value());
        cli.flush();
        try (var response = ImagePull.begin(cli, name, platform.value())) {
            Progress.show(cli, response, cli.out(), Tty.isTerminal(1), quiet.value());
        }
        cli.out().append(ImageName.canonical(name)).append('\n');
    }
}
