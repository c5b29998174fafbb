package dev.proa.cli.flag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.PicocliException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Splits a command line into flags and positional arguments.
 *
 * <p>picocli walks the arguments (long names, clusters of single letters, {@code --}); values are taken by
 * preprocessors of ours, so that none of its reflective conversions run and the messages are Docker's.
 */
public final class FlagParser {
    // Nothing here is made by picocli. Its own factory would look for Groovy on the class path at each start.
    private static final CommandLine.IFactory NO_FACTORY = new CommandLine.IFactory() {
        @Override
        public <K> K create(Class<K> type) throws InstantiationException {
            throw new InstantiationException(type.getName());
        }
    };

    private FlagParser() {}

    /**
     * Gives each flag its value.
     *
     * @param interspersed whether flags may follow positional arguments
     * @return the positional arguments
     */
    public static List<String> parse(FlagSet flags, List<String> arguments, boolean interspersed) throws FlagException {
        List<String> positionals = new ArrayList<>();
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null, NO_FACTORY);
        for (Flag flag : flags.all()) {
            if (mayOccur(flag, arguments)) {
                spec.addOption(option(flag, arguments));
            }
        }
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("0..*")
                .type(String.class)
                .preprocessor(new PositionalTaker(positionals))
                .build());
        spec.parser()
                .stopAtPositional(!interspersed)
                .caseInsensitiveEnumValuesAllowed(false)
                .overwrittenOptionsAllowed(true);
        try {
            new CommandLine(spec, NO_FACTORY).parseArgs(arguments.toArray(new String[0]));
        } catch (UnmatchedArgumentException e) {
            throw new FlagException(unknown(e.getUnmatched().getFirst()));
        } catch (PicocliException e) {
            if (e.getCause() instanceof Carrier carrier) {
                throw new FlagException(carrier.text);
            }
            throw new FlagException(String.valueOf(e.getMessage()));
        } catch (Carrier carrier) {
            throw new FlagException(carrier.text);
        }
        return positionals;
    }

    /** Whether the arguments may give the flag a value. A model of all of run's hundred flags takes 10 ms to build. */
    private static boolean mayOccur(Flag flag, List<String> arguments) {
        String name = "--" + flag.name();
        for (String argument : arguments) {
            if (argument.startsWith("--") ? argument.startsWith(name) : isCluster(argument, flag.shorthand())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCluster(String argument, char shorthand) {
        return shorthand != 0 && argument.startsWith("-") && argument.indexOf(shorthand) > 0;
    }

    private static OptionSpec option(Flag flag, List<String> commandLine) {
        boolean isSwitch = flag instanceof BoolFlag;
        OptionSpec.Builder builder = flag.shorthand() == 0
                ? OptionSpec.builder("--" + flag.name())
                : OptionSpec.builder("-" + flag.shorthand(), "--" + flag.name());
        return builder.arity(isSwitch ? "0" : "1")
                .type(isSwitch ? boolean.class : String.class)
                .preprocessor(new ValueTaker(flag, commandLine))
                .build();
    }

    private static String unknown(String argument) {
        if (argument.startsWith("--")) {
            int equals = argument.indexOf('=');
            return "unknown flag: " + (equals < 0 ? argument : argument.substring(0, equals));
        }
        // picocli names the rest of a cluster as "-x (while processing option: '-ax')".
        int note = argument.indexOf(" (while processing option:");
        String cluster = note < 0 ? argument : argument.substring(0, note);
        String letters = cluster.startsWith("-") ? cluster.substring(1) : cluster;
        return "unknown shorthand flag: '" + letters.charAt(0) + "' in -" + letters;
    }

    /** Takes a flag's value off the arguments. */
    private record ValueTaker(Flag flag, List<String> commandLine) implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's interface asks for Stack
        public boolean preprocess(
                Stack<String> arguments, CommandSpec spec, @Nullable ArgSpec argument, Map<String, Object> info) {
            boolean attached = "=".equals(info.get("separator"));
            if (flag instanceof BoolFlag && !attached) {
                flag.give("true");
                return true;
            }
            if (arguments.isEmpty()) {
                // Docker tells apart how the flag was written; a cluster's last letter was the only one left.
                throw new Carrier("flag needs an argument: " + missing());
            }
            String value = arguments.pop();
            try {
                flag.give(value);
            } catch (IllegalArgumentException e) {
                String names =
                        flag.shorthand() == 0 ? "--" + flag.name() : "-" + flag.shorthand() + ", --" + flag.name();
                throw new Carrier(
                        "invalid argument " + Quote.go(value) + " for \"" + names + "\" flag: " + e.getMessage());
            }
            return true;
        }

        private String missing() {
            String last = commandLine.getLast();
            return last.startsWith("-") && !last.startsWith("--")
                    ? "'" + flag.shorthand() + "' in -" + flag.shorthand()
                    : "--" + flag.name();
        }
    }

    /** Keeps a positional argument. */
    private record PositionalTaker(List<String> positionals) implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's interface asks for Stack
        public boolean preprocess(
                Stack<String> arguments, CommandSpec spec, @Nullable ArgSpec argument, Map<String, Object> info) {
            positionals.add(arguments.pop());
            return true;
        }
    }

    /** Brings a message of ours through picocli's parser. */
    private static final class Carrier extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String text;

        Carrier(String text) {
            super(text, null, false, false);
            this.text = text;
        }
    }
}
