package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.api.StreamBody;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Files;
import dev.proa.cli.command.ImageName;
import dev.proa.cli.command.Progress;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.stream.Tty;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code proa import}. */
public final class ImportCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final ListFlag change = flags.list("change", 'c', "Apply a Dockerfile instruction to the image");
    private final StringFlag message = flags.string("message", 'm', "", "Comment of the image");
    private final StringFlag platform = flags.string("platform", "Platform of the image");

    @Override
    public Usage usage() {
        return Usage.atLeast(
                1,
                "[OPTIONS] file|URL|- [REPOSITORY[:TAG]]",
                "Import the contents from a tarball to create a filesystem image",
                "image import",
                "import");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String source = arguments.getFirst();
        String name = arguments.size() > 1 ? arguments.get(1) : "";
        if (source.equals("-")) {
            send(cli, "-", name, cli.in());
        } else if (source.startsWith("http://") || source.startsWith("https://")) {
            send(cli, source, name, null);
        } else {
            try (InputStream file = Files.open(source)) {
                send(cli, "-", name, file);
            }
        }
    }

    private void send(Cli cli, String source, String name, @Nullable InputStream archive)
            throws CliException, IOException {
        if (!name.isEmpty()) {
            ImageName.check(name);
        }
        Query query = Query.of("/images/create").add("fromSrc", source).addIfGiven("repo", name);
        query.addIfGiven("message", message.value());
        for (String instruction : change.values()) {
            query.add("changes", instruction);
        }
        query.addIfGiven("platform", platform.value());
        try (var response =
                cli.api().request("POST", query, archive == null ? null : new StreamBody("text/plain", archive))) {
            Progress.show(cli, response, cli.out(), Tty.isTerminal(1), false);
        }
    }
}
