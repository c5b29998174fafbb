package dev.proa.cli.command.network;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FilterFlag;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.NaturalOrder;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.Listing;
import dev.proa.cli.format.NetworkRow;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa network ls}. */
public final class NetworkListCommand implements Command {
    private static final List<String> COLUMNS = List.of("ID", "Name", "Driver", "Scope");
    private static final String RAW = """
            network_id: {{.ID}}
            name: {{.Name}}
            driver: {{.Driver}}
            scope: {{.Scope}}
            """;

    private final FlagSet flags = new FlagSet();
    private final ListFlag filter = flags.add(new FilterFlag('f', "Show only what matches, e.g. driver=bridge"));
    private final StringFlag format = flags.string("format", FormatHelp.LISTING);
    private final BoolFlag noTrunc = flags.bool("no-trunc", "Don't cut long values");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Show ids only");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "List networks", "network ls", "network list");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Query query = Query.of("/networks").add(Filters.of(filter.values()));
        List<JsonObject> networks = new ArrayList<>();
        try (var response = cli.api().get(query)) {
            networks.addAll(JsonObject.objects(response.json()));
        }
        networks.sort((a, b) -> NaturalOrder.INSTANCE.compare(a.string("Name"), b.string("Name")));
        List<NetworkRow> rows = new ArrayList<>();
        for (JsonObject network : networks) {
            rows.add(new NetworkRow(network, !noTrunc.value()));
        }
        print(cli, rows);
    }

    private void print(Cli cli, List<NetworkRow> rows) throws CliException {
        String chosen = format.value();
        if (chosen.equals("raw")) {
            String raw = quiet.value() ? "network_id: {{.ID}}" : RAW;
            Listing.formatted(cli, raw, NetworkRow.NAMES, NetworkRow::title, rows);
        } else if (chosen.isEmpty() || chosen.equals("table")) {
            if (quiet.value()) {
                Listing.values(cli, "ID", rows);
            } else {
                Listing.table(cli, COLUMNS, NetworkRow::title, rows);
            }
        } else {
            Listing.formatted(cli, chosen, NetworkRow.NAMES, NetworkRow::title, rows);
        }
    }
}
