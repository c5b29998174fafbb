package dev.proa.cli.command.system;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FormatHelp;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.format.ContainerRow;
import dev.proa.cli.format.ImageRow;
import dev.proa.cli.format.Listing;
import dev.proa.cli.format.Row;
import dev.proa.cli.format.SimpleRow;
import dev.proa.cli.format.Text;
import dev.proa.cli.format.Units;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.json.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code proa system df}. */
public final class DiskUsageCommand implements Command {
    private static final List<String> NAMES = List.of("Active", "Reclaimable", "Size", "TotalCount", "Type");
    private static final List<String> COLUMNS = List.of("Type", "TotalCount", "Active", "Size", "Reclaimable");
    private static final String RAW = """
            type: {{.Type}}
            total: {{.TotalCount}}
            active: {{.Active}}
            size: {{.Size}}
            reclaimable: {{.Reclaimable}}
            """;

    private final FlagSet flags = new FlagSet();
    private final StringFlag format = flags.string("format", FormatHelp.LISTING);
    private final BoolFlag verbose = flags.bool("verbose", 'v', "Show each object");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Show proa disk usage");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        JsonObject usage;
        try (var response = cli.api().get("/system/df")) {
            usage = response.object();
        }
        String chosen = format.value();
        boolean table = chosen.isEmpty() || chosen.equals("table");
        if (verbose.value()) {
            verbose(cli, usage, table);
            return;
        }
        List<SimpleRow> rows = List.of(images(usage), containers(usage), volumes(usage), buildCache(usage));
        if (table) {
            Listing.table(cli, COLUMNS, DiskUsageCommand::title, rows);
        } else {
            Listing.formatted(cli, chosen.equals("raw") ? RAW : chosen, NAMES, DiskUsageCommand::title, rows);
        }
    }

    private static String title(String name) {
        return switch (name) {
            case "Type" -> "TYPE";
            case "TotalCount" -> "TOTAL";
            case "Active" -> "ACTIVE";
            case "Size" -> "SIZE";
            case "Reclaimable" -> "RECLAIMABLE";
            default -> "";
        };
    }

    private static SimpleRow row(String goType, String type, long count, long active, long size, String reclaimable) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Type", type);
        values.put("TotalCount", Long.toString(count));
        values.put("Active", Long.toString(active));
        values.put("Size", Units.humanSize(size));
        values.put("Reclaimable", reclaimable);
        return new SimpleRow("*formatter." + goType, values);
    }

    private static String share(long reclaimable, long total) {
        String size = Units.humanSize(reclaimable);
        return total > 0 ? size + " (" + reclaimable * 100 / total + "%)" : size;
    }

    private static SimpleRow images(JsonObject usage) {
        List<JsonObject> images = usage.objects("Images");
        long total = usage.number("LayersSize");
        long active = 0;
        long used = 0;
        for (JsonObject image : images) {
            long containers = image.number("Containers");
            active += containers > 0 ? 1 : 0;
            boolean known = image.number("Size") != -1 && image.number("SharedSize") != -1;
            if (containers != 0 && known) {
                used += image.number("Size") - image.number("SharedSize");
            }
        }
        return row("diskUsageImagesContext", "Images", images.size(), active, total, share(total - used, total));
    }

    private static SimpleRow containers(JsonObject usage) {
        List<JsonObject> containers = usage.objects("Containers");
        long active = 0;
        long total = 0;
        long reclaimable = 0;
        for (JsonObject container : containers) {
            boolean busy = switch (container.string("State")) {
                case "running", "paused", "restarting" -> true;
                default -> false;
            };
            total += container.number("SizeRw");
            active += busy ? 1 : 0;
            reclaimable += busy ? 0 : container.number("SizeRw");
        }
        return row(
                "diskUsageContainersContext",
                "Containers",
                containers.size(),
                active,
                total,
                share(reclaimable, total));
    }

    private static SimpleRow volumes(JsonObject usage) {
        List<JsonObject> volumes = usage.objects("Volumes");
        long active = 0;
        long total = 0;
        long reclaimable = 0;
        for (JsonObject volume : volumes) {
            JsonObject data = volume.object("UsageData");
            active += data.number("RefCount") > 0 ? 1 : 0;
            if (data.number("Size") != -1) {
                total += data.number("Size");
                reclaimable += data.number("RefCount") == 0 ? data.number("Size") : 0;
            }
        }
        return row(
                "diskUsageVolumesContext", "Local Volumes", volumes.size(), active, total, share(reclaimable, total));
    }

    private static SimpleRow buildCache(JsonObject usage) {
        List<JsonObject> records = usage.objects("BuildCache");
        long active = 0;
        long total = 0;
        long used = 0;
        for (JsonObject one : records) {
            active += one.bool("InUse") ? 1 : 0;
            if (!one.bool("Shared")) {
                total += one.number("Size");
                used += one.bool("InUse") ? one.number("Size") : 0;
            }
        }
        return row(
                "diskUsageBuilderContext", "Build Cache", records.size(), active, total, Units.humanSize(total - used));
    }

    private void verbose(Cli cli, JsonObject usage, boolean table) throws CliException {
        List<Row> images = new ArrayList<>();
        for (JsonObject image : usage.objects("Images")) {
            images.add(ImageRow.of(image, table, false, false).getFirst());
        }
        List<Row> containers = new ArrayList<>();
        for (JsonObject container : usage.objects("Containers")) {
            containers.add(ContainerRow.withoutImage(container, table));
        }
        List<Row> volumes = new ArrayList<>();
        for (JsonObject volume : usage.objects("Volumes")) {
            volumes.add(volume(volume));
        }
        List<Row> records = new ArrayList<>();
        long cache = 0;
        for (JsonObject one : usage.objects("BuildCache")) {
            records.add(cacheRecord(one, table));
            cache += one.bool("Shared") ? 0 : one.number("Size");
        }
        if (!table) {
            if (!format.value().equals("json")) {
                throw new CliException("--verbose knows only --format json besides the table");
            }
            json(cli, images, containers, volumes, records);
            return;
        }
        cli.println("Images space usage:\n");
        Listing.table(
                cli,
                List.of("Repository", "Tag", "ID", "CreatedSince", "Size", "SharedSize", "UniqueSize", "Containers"),
                ImageRow::title,
                images);
        cli.println("\nContainers space usage:\n");
        Listing.table(
                cli,
                List.of("ID", "Image", "Command", "LocalVolumes", "Size", "RunningFor", "Status", "Names"),
                ContainerRow::title,
                containers);
        cli.println("\nLocal Volumes space usage:\n");
        Listing.table(cli, List.of("Name", "Links", "Size"), DiskUsageCommand::volumeTitle, volumes);
        cli.println("\nBuild cache usage: " + Units.humanSize(cache) + "\n");
        Listing.table(
                cli,
                List.of("ID", "CacheType", "Size", "CreatedSince", "LastUsedSince", "UsageCount", "Shared"),
                DiskUsageCommand::cacheTitle,
                records);
    }

    private static void json(Cli cli, List<Row> images, List<Row> containers, List<Row> volumes, List<Row> records) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("Images", values(images));
        all.put("Containers", values(containers));
        all.put("Volumes", values(volumes));
        all.put("BuildCache", values(records));
        cli.out().append(JsonText.compact(all));
    }

    private static List<Object> values(List<Row> rows) {
        List<Object> list = new ArrayList<>();
        for (Row row : rows) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name : row.names()) {
                values.put(name, row.get(name));
            }
            list.add(values);
        }
        return list;
    }

    private static SimpleRow volume(JsonObject volume) {
        boolean known = volume.has("UsageData");
        JsonObject data = volume.object("UsageData");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Availability", "N/A");
        values.put("Driver", volume.string("Driver"));
        values.put("Group", "N/A");
        values.put("Labels", Text.labels(volume.object("Labels")));
        values.put("Links", known ? Long.toString(data.number("RefCount")) : "N/A");
        values.put("Mountpoint", volume.string("Mountpoint"));
        values.put("Name", volume.string("Name"));
        values.put("Scope", volume.string("Scope"));
        values.put("Size", known ? Units.humanSize(data.number("Size")) : "N/A");
        values.put("Status", "N/A");
        return new SimpleRow("*formatter.volumeContext", values);
    }

    private static String volumeTitle(String name) {
        return switch (name) {
            case "Name" -> "VOLUME NAME";
            case "Links" -> "LINKS";
            case "Size" -> "SIZE";
            default -> "";
        };
    }

    private static SimpleRow cacheRecord(JsonObject one, boolean truncate) {
        String id = one.string("ID");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("ID", (truncate ? Text.shortId(id) : id) + (one.bool("InUse") ? "*" : ""));
        values.put("CacheType", one.string("Type"));
        values.put("Size", Units.humanSize(one.number("Size")));
        values.put("CreatedSince", since(one.string("CreatedAt")));
        values.put("LastUsedSince", since(one.string("LastUsedAt")));
        values.put("UsageCount", Long.toString(one.number("UsageCount")));
        values.put("InUse", Boolean.toString(one.bool("InUse")));
        values.put("Shared", Boolean.toString(one.bool("Shared")));
        values.put("Description", one.string("Description"));
        return new SimpleRow("*formatter.buildCacheContext", values);
    }

    private static String since(String time) {
        return time.isEmpty() ? "" : Text.ago(Instant.parse(time).getEpochSecond());
    }

    private static String cacheTitle(String name) {
        return switch (name) {
            case "ID" -> "CACHE ID";
            case "CacheType" -> "CACHE TYPE";
            case "Size" -> "SIZE";
            case "CreatedSince" -> "CREATED";
            case "LastUsedSince" -> "LAST USED";
            case "UsageCount" -> "USAGE";
            case "Shared" -> "SHARED";
            default -> "";
        };
    }
}
