package dev.proa.cli.command.network;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code proa network disconnect}. */
public final class NetworkDisconnectCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag force = flags.bool("force", 'f', "Disconnect it whatever is in the way");

    @Override
    public Usage usage() {
        return Usage.exactly(2, "[OPTIONS] NETWORK CONTAINER", "Disconnect a container from a network");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException, IOException {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Container", arguments.get(1));
        body.put("Force", force.value());
        try (var _ = cli.api().postJson("/networks/" + Query.segment(arguments.getFirst()) + "/disconnect", body)) {
            // The status was checked.
        }
    }
}
