package dev.proa.cli.command.container;

import dev.proa.cli.CliException;

/** How {@code run} and {@code create} report failures. */
final class RunErrors {
    private RunErrors() {}

    /** With the hint to {@code --help} and the exit code 125 for what the command line got wrong. */
    static CliException usage(String message, String command) {
        return new CliException(125, withHelp(message, command));
    }

    /** Of a container that could not be started: 127 if its command was not found, 126 if it may not be run, else 125. */
    static CliException start(String message) {
        int code = 125;
        if (message.contains("executable file not found")
                || message.contains("no such file or directory")
                || message.contains("system cannot find the file specified")) {
            code = 127;
        } else if (message.contains("permission denied") || message.contains("is a directory")) {
            code = 126;
        }
        return new CliException(code, withHelp(message, "run"));
    }

    private static String withHelp(String message, String command) {
        return "proa: " + message + "\n\nRun 'proa " + command + " --help' for more information";
    }
}
