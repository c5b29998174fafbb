package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.ImageName;
import dev.proa.cli.command.ImagePull;
import dev.proa.cli.command.Progress;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.registry.CredentialStores;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.util.List;

/** {@code proa push}. */
public final class PushCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag all = flags.bool("all-tags", 'a', "Push all tags of the repository");
    // Not DOCKER_DEFAULT_PLATFORM, as in Docker: an image is pushed as it is unless one says otherwise.
    private final StringFlag platform = flags.string("platform", "Push only this platform's image");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Don't show the progress");

    public PushCommand() {
        // As in run and create.
        flags.boolByDefault("disable-content-trust", '\0', "Skip image signing");
    }

    @Override
    public Usage usage() {
        return Usage.exactly(1, "[OPTIONS] NAME[:TAG]", "Upload an image to a registry", "image push", "push");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String asked = platform.value().isEmpty() ? "" : Platforms.toJson(platform.value());
        String name = RegistryName.of(cli, arguments.getFirst(), all.value(), quiet.value());
        if (name.indexOf('@') >= 0) {
            throw new CliException("cannot push a digest reference");
        }
        Query request = Query.of("/images/" + Query.segment(ImageName.repository(name)) + "/push")
                .addIfGiven("tag", ImageName.version(name))
                .addIfGiven("platform", asked);
        String credentials = CredentialStores.forImage(cli, name).header();
        cli.flush();
        try (var response = cli.api().post(request, ImagePull.AUTH_HEADER, credentials)) {
            Progress.show(cli, response, cli.out(), Tty.isTerminal(1), quiet.value());
        }
        if (quiet.value()) {
            cli.out().append(ImageName.canonical(name)).append('\n');
        }
    }
}
