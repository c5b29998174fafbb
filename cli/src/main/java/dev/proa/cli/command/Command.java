package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.flag.FlagSet;
import java.io.IOException;
import java.util.List;

/** One subcommand: its flags and what it does. An instance runs once. */
public interface Command {
    Usage usage();

    FlagSet flags();

    /**
     * Runs with the flags already set.
     *
     * @param arguments the positional arguments, as many as the usage allows
     * @throws CliException to end with a message and an exit code
     * @throws IOException for failures that end with their message and exit code 1
     */
    void run(Cli cli, List<String> arguments) throws CliException, IOException;
}
