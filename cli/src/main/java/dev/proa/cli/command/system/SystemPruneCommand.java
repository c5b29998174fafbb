package dev.proa.cli.command.system;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.FilterFlag;
import dev.proa.cli.command.Prune;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.format.Units;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code proa system prune}. */
public final class SystemPruneCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag all =
            flags.bool("all", 'a', "Remove all images that no container uses, not only unnamed ones");
    private final ListFlag filter = flags.add(new FilterFlag('\0', "Only what matches, e.g. label=key=value"));
    private final BoolFlag force = flags.bool("force", 'f', "Don't ask");
    private final BoolFlag volumes = flags.bool("volumes", "Remove anonymous volumes too");

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", "Remove unused data");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Filters filters = Filters.of(filter.values());
        if (volumes.value() && filters.has("until")) {
            throw new CliException("ERROR: The \"until\" filter is not supported with \"--volumes\"");
        }
        if (!force.value() && !Prune.confirm(cli, question(filters))) {
            return;
        }
        long bytes =
                print(cli, Prune.names(cli, "/containers/prune", "ContainersDeleted", "Deleted Containers", filters));
        bytes += print(cli, Prune.names(cli, "/networks/prune", "NetworksDeleted", "Deleted Networks", filters));
        if (volumes.value()) {
            bytes += print(cli, Prune.names(cli, "/volumes/prune", "VolumesDeleted", "Deleted Volumes", filters));
        }
        bytes += print(cli, Prune.images(cli, all.value(), filters));
        bytes += print(
                cli,
                Prune.names(
                        cli,
                        "/build/prune" + (all.value() ? "?all=1" : ""),
                        "CachesDeleted",
                        "Deleted build cache objects",
                        filters));
        cli.println("Total reclaimed space: " + Units.humanSize(bytes));
    }

    private static long print(Cli cli, Prune.Result result) {
        if (!result.text().isEmpty()) {
            cli.println(result.text());
        }
        return result.bytes();
    }

    private String question(Filters filters) {
        StringBuilder text = new StringBuilder("WARNING! This will remove:\n");
        text.append("  - all stopped containers\n");
        text.append("  - all networks not used by at least one container\n");
        if (volumes.value()) {
            text.append("  - all anonymous volumes not used by at least one container\n");
        }
        text.append("  - ")
                .append(
                        all.value()
                                ? "all images without at least one container associated to them"
                                : "all dangling images")
                .append("\n  - ")
                .append(all.value() ? "all build cache" : "unused build cache")
                .append('\n');
        List<String> shown = new ArrayList<>();
        for (String name : List.of("label", "label!", "until")) {
            for (String value : filters.get(name)) {
                shown.add(name + "=" + value);
            }
        }
        shown.sort(null);
        if (!shown.isEmpty()) {
            text.append("\n  Items to be pruned will be filtered with:\n");
            for (String one : shown) {
                text.append("  - ").append(one).append('\n');
            }
        }
        return text.append("\nAre you sure you want to continue?").toString();
    }
}
