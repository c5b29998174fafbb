package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Filters;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;
import dev.proa.cli.format.Units;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code proa container prune} and {@code proa image prune}. */
public final class PruneCommand implements Command {
    private static final String SURE = "\nAre you sure you want to continue?";
    private final FlagSet flags = new FlagSet();
    private final @Nullable BoolFlag all;
    private final ListFlag filter = flags.add(new FilterFlag('\0', "Only what matches, e.g. until=24h"));
    private final BoolFlag force = flags.bool("force", 'f', "Don't ask");

    private PruneCommand(boolean images) {
        all = images ? flags.bool("all", 'a', "Remove all images that no container uses, not only unnamed ones") : null;
    }

    public static PruneCommand containers() {
        return new PruneCommand(false);
    }

    public static PruneCommand images() {
        return new PruneCommand(true);
    }

    @Override
    public Usage usage() {
        return Usage.none("[OPTIONS]", all == null ? "Remove all stopped containers" : "Remove unused images");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        if (!force.value() && !Prune.confirm(cli, "WARNING! This will remove " + what() + "." + SURE)) {
            return;
        }
        Filters filters = Filters.of(filter.values());
        Prune.Result result = all == null
                ? Prune.names(cli, "/containers/prune", "ContainersDeleted", "Deleted Containers", filters)
                : Prune.images(cli, all.value(), filters);
        if (!result.text().isEmpty()) {
            cli.println(result.text());
        }
        cli.println("Total reclaimed space: " + Units.humanSize(result.bytes()));
    }

    private String what() {
        if (all == null) {
            return "all stopped containers";
        }
        return all.value() ? "all images without at least one container associated to them" : "all dangling images";
    }
}
