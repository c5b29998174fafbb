package dev.proa.cli.command.network;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.ApiException;
import dev.proa.cli.api.Query;
import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.List;

/** {@code proa network rm}. */
public final class NetworkRemoveCommand implements Command {
    private final FlagSet flags = new FlagSet();
    private final BoolFlag force = flags.bool("force", 'f', "Be content when it does not exist");

    @Override
    public Usage usage() {
        return Usage.atLeast(1, "NETWORK [NETWORK...]", "Remove one or more networks", "network rm", "network remove");
    }

    @Override
    public FlagSet flags() {
        return flags;
    }

    @Override
    public void run(Cli cli, List<String> arguments) throws CliException {
        boolean failed = false;
        for (String name : arguments) {
            try (var _ = cli.api().request("DELETE", "/networks/" + Query.segment(name), null)) {
                cli.println(name);
            } catch (ApiException e) {
                if (!force.value() || !e.isNotFound()) {
                    cli.errln(String.valueOf(e.getMessage()));
                    failed = true;
                }
            } catch (IOException e) {
                cli.errln(String.valueOf(e.getMessage()));
                failed = true;
            }
        }
        if (failed) {
            throw CliException.exit(1);
        }
    }
}
