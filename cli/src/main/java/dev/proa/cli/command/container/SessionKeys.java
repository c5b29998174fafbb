package dev.proa.cli.command.container;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.StringFlag;
import dev.proa.cli.registry.DockerConfig;
import dev.proa.cli.stream.DetachKeys;
import java.io.IOException;

/** {@code --detach-keys}, and what the config file says where it is not given. */
final class SessionKeys {
    private final StringFlag flag;

    SessionKeys(FlagSet flags) {
        flag = flags.string("detach-keys", "Keys that detach the terminal from it");
    }

    /**
     * The keys for a session; empty for the default.
     *
     * @param terminal whether the session has a terminal; without one nothing detaches
     * @throws CliException if they are no keys
     */
    String of(Cli cli, boolean terminal) throws CliException {
        String keys = flag.value().isEmpty() && terminal ? configured(cli) : flag.value();
        try {
            DetachKeys.of(keys);
        } catch (IllegalArgumentException _) {
            throw new CliException("Invalid detach keys (" + keys + ") provided");
        }
        return keys;
    }

    private static String configured(Cli cli) {
        try {
            return DockerConfig.read().detachKeys();
        } catch (CliException e) {
            cli.errln("WARNING: " + e.text());
        } catch (IOException e) {
            cli.errln("WARNING: Error loading config file: " + e.getMessage());
        }
        return "";
    }
}
