package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FilterFlag;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.ImageRow;
import dev.proa.cli.format.Listing;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa images}, {@code proa image ls}. */
public final class ImagesCommand implements Command {
    private static final List<String> COLUMNS = List.of("Repository", "Tag", "ID", "CreatedSince", "Size");
    private static final List<String> COLUMNS_WITH_DIGEST =
            List.of("Repository", "Tag", "Digest", "ID", "CreatedSince", "Size");

    private final boolean topLevel;
    private final FlagSet flags = new FlagSet();
    private final BoolFlag all = flags.bool("all", 'a', "Show the layers between images too");
    private final BoolFlag digests = flags.bool("digests", "Show digests");
    private final ListFlag filter = flags.add(new FilterFlag('f', "Show only what matches, e.g. dangling=true"));
    private final StringFlag format = flags.string("format", FormatHelp.LISTING);
    private final BoolFlag noTrunc = flags.bool("no-trunc", "Don't cut long values");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Show ids only");

    /** @param topLevel whether it was called {@code images} */
    public ImagesCommand(boolean topLevel) {
        this.topLevel = topLevel;
    }

    @Override
    public Usage usage() {
        return Usage.atMost(1, "[OPTIONS] [REPOSITORY[:TAG]]", "List images", "image ls", "image list", "images");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Filters filters = Filters.of(filter.values());
        if (!arguments.isEmpty()) {
            filters.add("reference", arguments.getFirst());
        }
        Query query = Query.of("/images/json").addIf(all.value(), "all").add(filters);
        boolean withDigests = digests.value() || format.value().contains("{{.Digest}}");
        List<ImageRow> rows = new ArrayList<>();
        int count = 0;
        try (var response = cli.api().get(query)) {
            for (JsonObject image : JsonObject.objects(response.json())) {
                rows.addAll(ImageRow.of(image, !noTrunc.value(), withDigests, digests.value()));
                count++;
            }
        }
        print(cli, rows);
        if (count == 0 && topLevel && !arguments.isEmpty()) {
            hint(cli, arguments.getFirst());
        }
    }

    private void print(Cli cli, List<ImageRow> rows) throws CliException {
        String chosen = format.value();
        if (chosen.isEmpty() || chosen.equals("table")) {
            if (quiet.value()) {
                Listing.values(cli, "ID", rows);
            } else {
                Listing.table(cli, digests.value() ? COLUMNS_WITH_DIGEST : COLUMNS, ImageRow::title, rows);
            }
        } else if (chosen.equals("raw")) {
            Listing.formatted(cli, raw(), ImageRow.NAMES, ImageRow::title, rows);
        } else {
            boolean append = chosen.startsWith("table") && digests.value() && !chosen.contains("{{.Digest}}");
            Listing.formatted(cli, append ? chosen + "\t{{.Digest}}" : chosen, ImageRow.NAMES, ImageRow::title, rows);
        }
    }

    private String raw() {
        if (quiet.value()) {
            return "image_id: {{.ID}}";
        }
        return "repository: {{ .Repository }}\ntag: {{.Tag}}\n" + (digests.value() ? "digest: {{.Digest}}\n" : "")
                + "image_id: {{.ID}}\ncreated_at: {{.CreatedAt}}\nvirtual_size: {{.Size}}\n";
    }

    /** Someone who types a subcommand of {@code image} behind {@code images} gets an empty list; say why. */
    private static void hint(Cli cli, String name) {
        switch (name) {
            case "build",
                    "history",
                    "import",
                    "inspect",
                    "list",
                    "load",
                    "ls",
                    "prune",
                    "pull",
                    "push",
                    "rm",
                    "save",
                    "tag" ->
                cli.errln("\nNo images found matching \"" + name + "\": did you mean \"proa image " + name + "\"?");
            default -> {}
        }
    }
}
