package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.ImageName;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import java.io.IOException;
import java.util.List;

/** {@code proa commit}. */
public final class CommitCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final StringFlag author = flags.string("author", 'a', "", "Author (e.g., \"John <john@example.com>\")");
    private final ListFlag change = flags.list("change", 'c', "Apply a Dockerfile instruction to the image");
    private final StringFlag message = flags.string("message", 'm', "", "Commit message");
    private final BoolFlag pause =
            flags.bool("pause", 'p', "Pause the container while its files are read (default true)");

    @Override
    public Usage usage() {
        return new Usage(
                "[OPTIONS] CONTAINER [REPOSITORY[:TAG]]",
                "Create a new image from a container's changes",
                List.of("container commit", "commit"),
                1,
                2,
                true);
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String name = arguments.size() > 1 ? arguments.get(1) : "";
        if (!name.isEmpty()) {
            ImageName.check(name);
        }
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        Query query = Query.of("/commit")
                .add("container", arguments.getFirst())
                .addIfGiven("repo", tagged ? name.substring(0, colon) : name)
                .addIfGiven("tag", tagged ? name.substring(colon + 1) : "")
                .addIfGiven("comment", message.value())
                .addIfGiven("author", author.value())
                .add("pause", !pause.changed() || pause.value() ? "1" : "0");
        for (String instruction : change.values()) {
            query.add("changes", instruction);
        }
        try (var response = cli.api().post(query)) {
            cli.println(response.object().string("Id"));
        }
    }
}
