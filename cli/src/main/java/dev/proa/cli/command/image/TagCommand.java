package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.ImageName;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.List;

/** {@code proa tag}. */
public final class TagCommand implements Command {
    private final FlagSet flags = new FlagSet();

    @Override
    public Usage usage() {
        return Usage.exactly(
                        2,
                        "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
                        "Create a tag TARGET_IMAGE that refers to SOURCE_IMAGE",
                        "image tag",
                        "tag")
                .flagsFirst();
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String source = arguments.getFirst();
        String target = arguments.get(1);
        checked(source);
        if (target.indexOf('@') >= 0) {
            checked(target);
            throw new CliException("refusing to create a tag with a digest reference");
        }
        checked(target);
        String full = ImageName.withTag(target);
        int colon = full.lastIndexOf(':');
        try (var _ = cli.api()
                .post(Query.of("/images/" + Query.segment(source) + "/tag")
                        .add("repo", full.substring(0, colon))
                        .add("tag", full.substring(colon + 1)))) {
            // The status was checked.
        }
    }

    private static void checked(String name) throws CliException {
        try {
            ImageName.check(name);
        } catch (CliException e) {
            throw new CliException(
                    "Error parsing reference: \"" + name + "\" is not a valid repository/tag: " + e.text());
        }
    }
}
