package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Containers;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.NumberFlag;
import dev.proa.cli.flag.StringFlag;
import java.util.List;

/** {@code proa stop} and {@code proa restart}. */
public final class StopCommand implements Command {
    private final boolean restart;
    private final FlagSet flags = new FlagSet();
    private final StringFlag signal = flags.string("signal", 's', "", "Signal to send instead of its own");
    private final NumberFlag timeout =
            flags.integer("timeout", 't', 0, "Seconds to wait before it is killed, -1 for ever");
    private final NumberFlag time = flags.integer("time", '\0', 0, "Seconds to wait before it is killed");

    private StopCommand(boolean restart) {
        this.restart = restart;
        time.hide();
    }

    public static StopCommand stop() {
        return new StopCommand(false);
    }

    public static StopCommand restart() {
        return new StopCommand(true);
    }

    @Override
    public Usage usage() {
        return restart
                ? Usage.atLeast(
                        1,
                        "[OPTIONS] CONTAINER [CONTAINER...]",
                        "Restart one or more containers",
                        "container restart",
                        "restart")
                : Usage.atLeast(
                        1,
                        "[OPTIONS] CONTAINER [CONTAINER...]",
                        "Stop one or more running containers",
                        "container stop",
                        "stop");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        if (time.changed() && timeout.changed()) {
            throw new CliException("conflicting options: cannot specify both --timeout and --time");
        }
        Containers.Action action = name -> {
            Query query = Query.of(Containers.path(name, restart ? "/restart" : "/stop"))
                    .addIfGiven("signal", signal.value());
            if (timeout.changed() || time.changed()) {
                query.add("t", Long.toString(timeout.changed() ? timeout.value() : time.value()));
            }
            Containers.post(cli, query);
        };
        if (restart) {
            Containers.each(cli, arguments, action);
        } else {
            Containers.parallel(cli, arguments, false, action);
        }
    }
}
