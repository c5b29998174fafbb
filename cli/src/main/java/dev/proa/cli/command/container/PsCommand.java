package dev.proa.cli.command.container;

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
import dev.proa.cli.flag.NumberFlag;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.ContainerRow;
import dev.proa.cli.format.Listing;
import dev.proa.cli.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa ps}, {@code proa container ls}. */
public final class PsCommand implements Command {
    private static final List<String> COLUMNS =
            List.of("ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names");
    private static final List<String> COLUMNS_WITH_SIZE =
            List.of("ID", "Image", "Command", "RunningFor", "Status", "Ports", "Names", "Size");
    private static final String RAW = """
            container_id: {{.ID}}
            image: {{.Image}}
            command: {{.Command}}
            created_at: {{.CreatedAt}}
            state: {{- pad .State 1 0}}
            status: {{- pad .Status 1 0}}
            names: {{.Names}}
            labels: {{- pad .Labels 1 0}}
            ports: {{- pad .Ports 1 0}}
            """;

    private final FlagSet flags = new FlagSet();
    private final BoolFlag all = flags.bool("all", 'a', "Show containers that don't run too");
    private final ListFlag filter = flags.add(new FilterFlag('f', "Show only what matches, e.g. status=exited"));
    private final StringFlag format = flags.string("format", FormatHelp.LISTING);
    private final NumberFlag last =
            flags.integer("last", 'n', -1, "Show the n containers created last, in whatever state");
    private final BoolFlag latest = flags.bool("latest", 'l', "Show the container created last, in whatever state");
    private final BoolFlag noTrunc = flags.bool("no-trunc", "Don't cut long values");
    private final BoolFlag quiet = flags.bool("quiet", 'q', "Show ids only");
    private final BoolFlag size = flags.bool("size", 's', "Show sizes on disk");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "List containers", "container ls", "container list", "container ps", "ps");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        String chosen = format.value();
        if (!chosen.isEmpty() && quiet.value()) {
            cli.errln("WARNING: Ignoring custom format, because both --format and --quiet are set.");
        }
        boolean named = !chosen.isEmpty() && Listing.names(chosen, "Size", ContainerRow.empty());
        boolean withSize = size.value() || (named && !quiet.value() && !size.changed());
        Filters filters = Filters.of(filter.values());
        Query query = Query.of("/containers/json").addIf(all.value(), "all");
        long limit = latest.value() && last.value() == -1 ? 1 : last.value();
        if (limit > 0) {
            query.add("limit", Long.toString(limit));
        }
        query.addIf(withSize, "size").add(filters);
        List<ContainerRow> rows = new ArrayList<>();
        try (var response = cli.api().get(query)) {
            for (JsonObject container : JsonObject.objects(response.json())) {
                rows.add(new ContainerRow(container, !noTrunc.value()));
            }
        }
        print(cli, chosen, withSize, rows);
    }

    private void print(Cli cli, String chosen, boolean withSize, List<ContainerRow> rows) throws CliException {
        if (chosen.equals("raw")) {
            String raw = quiet.value() ? "container_id: {{.ID}}" : withSize ? RAW + "size: {{.Size}}\n" : RAW;
            Listing.formatted(cli, raw, ContainerRow.NAMES, ContainerRow::title, rows);
        } else if (quiet.value()) {
            Listing.values(cli, "ID", rows);
        } else if (chosen.isEmpty() || chosen.equals("table")) {
            Listing.table(cli, withSize ? COLUMNS_WITH_SIZE : COLUMNS, ContainerRow::title, rows);
        } else {
            Listing.formatted(cli, chosen, ContainerRow.NAMES, ContainerRow::title, rows);
        }
    }
}
