package dev.proa.cli.command.image;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.Listing;
import dev.proa.cli.format.SimpleRow;
import dev.proa.cli.format.Text;
import dev.proa.cli.format.Units;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code proa history}. */
public final class HistoryCommand implements Command {
    private static final List<String> NAMES =
            List.of("Comment", "CreatedAt", "CreatedBy", "CreatedSince", "ID", "Size");
    private static final List<String> COLUMNS = List.of("ID", "CreatedSince", "CreatedBy", "Size", "Comment");
    private static final List<String> EXACT_COLUMNS = List.of("ID", "CreatedAt", "CreatedBy", "Size", "Comment");
    private static final int COMMAND_WIDTH = 45;

    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", FormatHelp.LISTING);
    private final BoolFlag human = flags.boolByDefault("human", 'H', "Show sizes and dates for people");
    private final BoolFlag noTrunc = flags.bool("no-trunc", "Don't cut long values");
    private final StringFlag platform = flags.string("platform", "Platform of the image (os[/arch[/variant]])");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Show ids only");

    @Override
    public Usage usage() {
        return Usage.exactly(1, "[OPTIONS] IMAGE", "Show the history of an image", "image history", "history");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Query query = Query.of("/images/" + Query.segment(arguments.getFirst()) + "/history");
        if (!platform.value().isEmpty()) {
            query.add("platform", Platforms.toJson(platform.value()));
        }
        List<SimpleRow> rows = new ArrayList<>();
        try (var response = cli.api().get(query)) {
            for (JsonObject layer : JsonObject.objects(response.json())) {
                rows.add(row(layer));
            }
        }
        String chosen = format.value();
        if (!chosen.isEmpty() && !chosen.equals("table")) {
            Listing.formatted(cli, chosen, NAMES, HistoryCommand::title, rows);
        } else if (quiet.value()) {
            Listing.values(cli, "ID", rows);
        } else {
            Listing.table(cli, human.value() ? COLUMNS : EXACT_COLUMNS, HistoryCommand::title, rows);
        }
    }

    private SimpleRow row(JsonObject layer) {
        boolean truncate = !noTrunc.value();
        String id = layer.string("Id");
        String by = layer.string("CreatedBy").replace('\t', ' ');
        long created = layer.number("Created");
        long size = layer.number("Size");
        String at = Text.rfc3339(created, 0, false);
        // Images made reproducibly are dated 1970; that is no age.
        String since = created <= 946684800L ? "N/A" : Text.ago(created);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("ID", truncate ? Text.shortId(id) : id);
        values.put("CreatedAt", at);
        values.put("CreatedSince", human.value() ? since : at);
        values.put("CreatedBy", truncate ? Text.ellipsis(by, COMMAND_WIDTH) : by);
        values.put("Size", human.value() ? Units.shortSize(size) : Long.toString(size));
        values.put("Comment", layer.string("Comment"));
        return new SimpleRow("*image.historyContext", values);
    }

    private static String title(String name) {
        return switch (name) {
            case "ID" -> "IMAGE";
            case "CreatedSince" -> "CREATED";
            case "CreatedAt" -> "CREATED AT";
            case "CreatedBy" -> "CREATED BY";
            case "Size" -> "SIZE";
            case "Comment" -> "COMMENT";
            default -> "";
        };
    }
}
