package dev.proa.cli.command.registry;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FilterFlag;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.ImagePull;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.NumberFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.Listing;
import dev.proa.cli.format.SimpleRow;
import dev.proa.cli.format.Text;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.registry.CredentialStores;
import dev.proa.cli.registry.RegistryAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code proa search}. */
public final class SearchCommand implements Command {
    private static final List<String> COLUMNS = List.of("Name", "Description", "StarCount", "IsOfficial");
    private static final List<String> NAMES = List.of("Description", "IsAutomated", "IsOfficial", "Name", "StarCount");
    private static final int DESCRIPTION_WIDTH = 45;

    private final FlagSet flags = new FlagSet();
    private final ListFlag filter = flags.add(new FilterFlag('f', "Show only what matches, e.g. is-official=true"));
    private final StringFlag format = flags.string("format", FormatHelp.LISTING);
    private final NumberFlag limit = flags.integer("limit", '\0', 0, "Most results to show");
    private final BoolFlag noTrunc = flags.bool("no-trunc", "Don't cut long values");

    @Override
    public Usage usage() {
        return Usage.exactly(1, "[OPTIONS] TERM", "Search a registry for images");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String term = arguments.getFirst();
        Query query = Query.of("/images/search")
                .add("term", term)
                .add("limit", Long.toString(limit.value()))
                .add(Filters.of(filter.values()));
        int slash = term.indexOf('/');
        String first = slash < 0 ? "" : term.substring(0, slash);
        boolean domain = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        String header = CredentialStores.of(cli, RegistryAddress.ofDomain(domain ? first : ""))
                .header();
        cli.flush();
        List<SimpleRow> rows = new ArrayList<>();
        try (var response = cli.api().get(query, ImagePull.AUTH_HEADER, header)) {
            for (JsonObject found : JsonObject.objects(response.json())) {
                rows.add(row(found));
            }
        }
        String chosen = format.value();
        if (chosen.isEmpty() || chosen.equals("table")) {
            Listing.table(cli, COLUMNS, SearchCommand::title, rows);
        } else {
            Listing.formatted(cli, chosen, NAMES, SearchCommand::title, rows);
        }
    }

    private SimpleRow row(JsonObject found) {
        String description = found.string("description").replace('\n', ' ').replace('\r', ' ');
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Name", found.string("name"));
        values.put("Description", noTrunc.value() ? description : Text.ellipsis(description, DESCRIPTION_WIDTH));
        values.put("StarCount", Long.toString(found.number("star_count")));
        values.put("IsOfficial", found.bool("is_official") ? "[OK]" : "");
        values.put("IsAutomated", found.bool("is_automated") ? "[OK]" : "");
        return new SimpleRow("*search.searchContext", values);
    }

    private static String title(String column) {
        return switch (column) {
            case "StarCount" -> "STARS";
            case "IsOfficial" -> "OFFICIAL";
            case "IsAutomated" -> "AUTOMATED";
            default -> column.toUpperCase(Locale.ROOT);
        };
    }
}
