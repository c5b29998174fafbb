package dev.proa.cli.command.container;

import dev.proa.cli.CliException;
import dev.proa.cli.UserEnvironment;
import dev.proa.cli.command.Files;
import java.io.IOException;
import java.util.List;

/** Files of {@code name=value} lines: {@code --env-file} and {@code --label-file}. */
final class KeyValueFile {
    private KeyValueFile() {}

    /**
     * Appends a file's lines.
     *
     * @param fromEnvironment whether a name alone takes its value from this process's environment
     */
    static void read(String file, boolean fromEnvironment, List<String> into) throws CliException, IOException {
        int number = 0;
        for (String line : Files.readText(file).split("\n", -1)) {
            number++;
            String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (number == 1 && text.startsWith("\ufeff")) {
                text = text.substring(1);
            }
            text = text.stripLeading();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int equals = text.indexOf('=');
            String name = equals < 0 ? text.strip() : text.substring(0, equals);
            if (name.isEmpty()) {
                throw new CliException("no variable name on line '" + text + "'");
            }
            if (name.indexOf(' ') >= 0 || name.indexOf('\t') >= 0) {
                throw new CliException("variable '" + name + "' contains whitespaces");
            }
            if (equals >= 0) {
                into.add(text);
            } else if (fromEnvironment) {
                String value = UserEnvironment.value(name);
                if (value != null) {
                    into.add(name + "=" + value);
                }
            } else {
                into.add(name);
            }
        }
    }
}
