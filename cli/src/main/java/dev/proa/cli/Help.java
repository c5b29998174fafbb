package dev.proa.cli;

import dev.proa.cli.command.Command;
import dev.proa.cli.command.Usage;
import dev.proa.cli.flag.FlagUsages;
import java.util.List;

/** The texts of {@code --help}. */
final class Help {
    private static final int DEFAULT_COLUMNS = 80;

    private Help() {}

    static String command(String path, Command command) {
        Usage usage = command.usage();
        StringBuilder text = new StringBuilder("Usage:  proa ").append(path);
        if (!usage.arguments().isEmpty()) {
            text.append(' ').append(usage.arguments());
        }
        text.append("\n\n").append(usage.summary()).append('\n');
        if (!usage.aliases().isEmpty()) {
            text.append("\nAliases:\n  ");
            for (int i = 0; i < usage.aliases().size(); i++) {
                text.append(i > 0 ? ", proa " : "proa ").append(usage.aliases().get(i));
            }
            text.append('\n');
        }
        String flags = FlagUsages.format(command.flags(), columns() - 1);
        if (!flags.isEmpty()) {
            text.append("\nOptions:\n").append(flags);
        }
        return text.substring(0, text.length() - 1);
    }

    static String group(String group) {
        String what = switch (group) {
            case "container" -> "Manage containers";
            case "image" -> "Manage images";
            case "network" -> "Manage networks";
            default -> "Manage Proa";
        };
        return "Usage:  proa " + group + " COMMAND\n\n" + what + "\n\nCommands:\n" + commands(group) + "\nRun 'proa "
                + group + " COMMAND --help' for more information on a command.";
    }

    static String root() {
        return "Usage:  proa [OPTIONS] COMMAND\n\nA container engine\n\nManagement Commands:\n"
                + "  container   Manage containers\n  image       Manage images\n  network     Manage networks\n  system      Manage Proa\n"
                + "\nCommands:\n" + commands("") + "  daemon      Run the daemon in the foreground\n"
                + "\nGlobal Options:\n"
                + FlagUsages.format(new GlobalOptions().flags(), columns() - 1)
                + "\nRun 'proa COMMAND --help' for more information on a command.";
    }

    private static String commands(String group) {
        List<String> names = CommandTable.names(group);
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            Command command = CommandTable.find(group, name);
            if (command != null) {
                text.append("  ")
                        .append(name)
                        .repeat(' ', 12 - name.length())
                        .append(command.usage().summary())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static int columns() {
        String columns = System.getenv("COLUMNS");
        if (columns == null || columns.isEmpty()) {
            return DEFAULT_COLUMNS;
        }
        try {
            return Math.max(40, Integer.parseInt(columns));
        } catch (NumberFormatException _) {
            return DEFAULT_COLUMNS;
        }
    }
}
