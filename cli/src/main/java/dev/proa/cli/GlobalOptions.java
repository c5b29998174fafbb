package dev.proa.cli;

import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.ListFlag;

/** The options before the subcommand. */
final class GlobalOptions {
    private final FlagSet flags = new FlagSet();
    private final ListFlag host = flags.list("host", 'H', "Socket of the daemon to talk to");
    private final BoolFlag version = flags.bool("version", 'v', "Print the version and quit");
    private final BoolFlag help = flags.bool("help", 'h', "Print usage");

    FlagSet flags() {
        help.hide();
        return flags;
    }

    boolean versionAsked() {
        return version.value();
    }

    boolean helpAsked() {
        return help.value();
    }

    /** {@code -H}, else PROA_HOST, else DOCKER_HOST, else empty. */
    String host() throws CliException {
        if (host.values().size() > 1) {
            throw new CliException("specify only one -H");
        }
        if (!host.values().isEmpty()) {
            return host.values().getFirst();
        }
        String own = System.getenv("PROA_HOST");
        if (own != null && !own.isEmpty()) {
            return own;
        }
        String docker = System.getenv("DOCKER_HOST");
        return docker == null ? "" : docker;
    }
}
