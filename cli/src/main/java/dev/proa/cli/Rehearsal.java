package dev.proa.cli;

import dev.proa.cli.api.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs several command lines in one process, for the making of the start-up cache: the JDK records one process (JEP
 * 514), and each command has classes of its own that should be in it. Command lines are separated by {@code ,} words.
 * Ends with the first exit code that is not 0.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] arguments) {
        Endpoint.prepare();
        List<String> words = new ArrayList<>();
        for (String word : arguments) {
            if (word.equals(",")) {
                perform(words);
                words.clear();
            } else {
                words.add(word);
            }
        }
        perform(words);
    }

    private static void perform(List<String> words) {
        int code = Main.run(words.toArray(new String[0]));
        if (code != 0) {
            System.err.println("rehearsal: " + String.join(" ", words) + " exits with " + code);
            System.exit(code);
        }
    }
}
