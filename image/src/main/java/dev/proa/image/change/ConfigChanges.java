package dev.proa.image.change;

import dev.proa.image.ContainerConfig;
import dev.proa.image.Healthcheck;
import dev.proa.image.ImageConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Applies Dockerfile instructions to a config: CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL,
 * USER, VOLUME and WORKDIR. Others change more than a config, or are refused by Docker here, such as SHELL.
 */
public final class ConfigChanges {
    private static final Set<String> ALLOWED = Set.of(
            "CMD",
            "ENTRYPOINT",
            "ENV",
            "EXPOSE",
            "HEALTHCHECK",
            "LABEL",
            "ONBUILD",
            "STOPSIGNAL",
            "USER",
            "VOLUME",
            "WORKDIR");
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");
    private static final Set<String> HEALTHCHECK_FLAGS =
            Set.of("interval", "timeout", "start-period", "start-interval", "retries");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final Pattern SIGNAL = Pattern.compile("(?:ABRT|ALRM|BUS|CHLD|CLD|CONT|FPE|HUP|ILL|INT|IO|IOT|KILL"
            + "|PIPE|POLL|PROF|PWR|QUIT|SEGV|STKFLT|STOP|SYS|TERM|TRAP|TSTP|TTIN|TTOU|URG|USR1|USR2|VTALRM|WINCH|XCPU"
            + "|XFSZ|RTMIN(?:\\+(?:[1-9]|1[0-5]))?|RTMAX(?:-(?:[1-9]|1[0-4]))?)");

    private final ContainerConfig.Builder config;
    private List<String> shell;
    private String workingDir;
    private boolean cmdSet;

    private ConfigChanges(ContainerConfig config) {
        this.config = config.toBuilder();
        this.shell = config.shell().isEmpty() ? DEFAULT_SHELL : config.shell();
        this.workingDir = config.workingDir();
    }

    /**
     * A config with changes applied, in their order.
     *
     * @param changes one instruction or more each
     * @throws InvalidChangeException if a change is not understood or not allowed
     */
    public static ContainerConfig apply(ContainerConfig config, List<String> changes) {
        if (changes.isEmpty()) {
            return config;
        }
        List<Instruction> instructions = Instruction.parse(changes);
        for (Instruction instruction : instructions) {
            if (!ALLOWED.contains(instruction.name().toUpperCase(Locale.ROOT))) {
                throw new InvalidChangeException(instruction.name() + " is not a valid change command");
            }
        }
        ConfigChanges changer = new ConfigChanges(config);
        for (Instruction instruction : instructions) {
            changer.apply(instruction);
        }
        return changer.config.build();
    }

    /** Like {@link #apply(ContainerConfig, List)}, for the config within an image config. */
    public static ImageConfig apply(ImageConfig image, List<String> changes) {
        return image.withConfig(apply(image.config(), changes));
    }

    private void apply(Instruction instruction) {
        String name = instruction.name().toUpperCase(Locale.ROOT);
        if (!name.equals("HEALTHCHECK") && !instruction.flags().isEmpty()) {
            flags(instruction, Set.of());
        }
        // Variables set by an instruction count from the next one on.
        Map<String, String> env = variables();
        Function<String, @Nullable String> lookup = env::get;
        switch (name) {
            case "CMD" -> {
                Optional<List<String>> json = instruction.json();
                config.cmd(json.orElseGet(() -> inShell(instruction.arguments())));
                cmdSet |= json.isPresent()
                        ? !json.get().isEmpty()
                        : !instruction.arguments().isEmpty();
            }
            case "ENTRYPOINT" -> {
                config.entrypoint(instruction
                        .json()
                        .orElseGet(() ->
                                instruction.arguments().isEmpty() ? List.of() : inShell(instruction.arguments())));
                if (!cmdSet) {
                    // The arguments were meant for the entrypoint before.
                    config.cmd(List.of());
                }
            }
            case "ENV" -> pairs(instruction, lookup).forEach(pair -> config.env(pair.name, pair.value));
            case "LABEL" -> pairs(instruction, lookup).forEach(pair -> config.label(pair.name, pair.value));
            case "EXPOSE" -> expose(instruction, lookup);
            case "HEALTHCHECK" -> config.healthcheck(healthcheck(instruction));
            case "ONBUILD" -> config.onBuild(trigger(instruction));
            case "STOPSIGNAL" -> {
                String signal = ShellWords.word(single(instruction), lookup);
                checkSignal(signal);
                config.stopSignal(signal);
            }
            case "USER" -> config.user(ShellWords.word(single(instruction), lookup));
            case "VOLUME" -> volumes(instruction, lookup);
            case "WORKDIR" -> {
                workingDir = resolve(workingDir, ShellWords.word(single(instruction), lookup));
                config.workingDir(workingDir);
            }
            default -> throw new AssertionError(name);
        }
    }

    private Map<String, String> variables() {
        Map<String, String> env = new HashMap<>();
        for (String variable : config.build().env()) {
            int equals = variable.indexOf('=');
            env.put(
                    equals < 0 ? variable : variable.substring(0, equals),
                    equals < 0 ? "" : variable.substring(equals + 1));
        }
        return env;
    }

    private List<String> inShell(String commandLine) {
        List<String> command = new ArrayList<>(shell);
        if (!commandLine.isEmpty()) {
            command.add(commandLine);
        }
        return command;
    }

    private static String single(Instruction instruction) {
        if (instruction.arguments().isEmpty()) {
            throw new InvalidChangeException(
                    instruction.name().toUpperCase(Locale.ROOT) + " requires exactly one argument");
        }
        return instruction.arguments();
    }

    private static InvalidChangeException atLeastOne(Instruction instruction) {
        return new InvalidChangeException(
                instruction.name().toUpperCase(Locale.ROOT) + " requires at least one argument");
    }

    private record Pair(String name, String value) {}

    private static List<Pair> pairs(Instruction instruction, Function<String, @Nullable String> variables) {
        String command = instruction.name().toUpperCase(Locale.ROOT);
        List<String> words = instruction.quotedWords();
        if (words.isEmpty()) {
            throw atLeastOne(instruction);
        }
        List<Pair> pairs = new ArrayList<>();
        if (words.getFirst().indexOf('=') < 0) {
            // The old form: NAME the rest is the value
            String[] parts = Instruction.BLANK.split(instruction.arguments(), 2);
            if (parts.length < 2) {
                throw new InvalidChangeException(command + " must have two arguments");
            }
            pairs.add(new Pair(parts[0], parts[1]));
        } else {
            for (String word : words) {
                int equals = word.indexOf('=');
                if (equals < 0) {
                    throw new InvalidChangeException(
                            "Syntax error - can't find = in \"" + word + "\". Must be of the form: name=value");
                }
                if (equals == 0) {
                    throw new InvalidChangeException(command + " names can not be blank");
                }
                pairs.add(new Pair(word.substring(0, equals), word.substring(equals + 1)));
            }
        }
        return pairs.stream()
                .map(pair -> new Pair(ShellWords.word(pair.name, variables), ShellWords.word(pair.value, variables)))
                .toList();
    }

    private void expose(Instruction instruction, Function<String, @Nullable String> variables) {
        List<String> words = ShellWords.words(instruction.arguments(), variables);
        if (instruction.arguments().isEmpty()) {
            throw atLeastOne(instruction);
        }
        for (String word : words) {
            // Docker takes the form of -p as well, and only the container's part of it counts.
            String container = word.substring(word.lastIndexOf(':') + 1);
            int slash = container.indexOf('/');
            String range = slash < 0 ? container : container.substring(0, slash);
            String protocol = slash < 0 ? "tcp" : container.substring(slash + 1).toLowerCase(Locale.ROOT);
            if (range.isEmpty()) {
                throw new InvalidChangeException("no port specified: " + word + "<empty>");
            }
            if (protocol.isEmpty()) {
                protocol = "tcp";
            }
            if (!Set.of("tcp", "udp", "sctp").contains(protocol)) {
                throw new InvalidChangeException("invalid proto: " + protocol);
            }
            Matcher ports = PORTS.matcher(range);
            int first = ports.matches() ? Integer.parseInt(ports.group(1)) : -1;
            int last = first < 0 || ports.group(2) == null ? first : Integer.parseInt(ports.group(2));
            if (first < 0 || last < first || last > 65_535) {
                throw new InvalidChangeException("invalid containerPort: " + range);
            }
            for (int port = first; port <= last; port++) {
                config.exposePort(port + "/" + protocol);
            }
        }
    }

    private void volumes(Instruction instruction, Function<String, @Nullable String> variables) {
        List<String> paths = instruction.jsonOrWords();
        if (paths.isEmpty()) {
            throw atLeastOne(instruction);
        }
        for (String path : paths) {
            String volume = ShellWords.word(path.strip(), variables);
            if (volume.isEmpty()) {
                throw new InvalidChangeException("VOLUME specified can not be an empty string");
            }
            config.volume(volume);
        }
    }

    private static String trigger(Instruction instruction) {
        if (instruction.arguments().isEmpty()) {
            throw atLeastOne(instruction);
        }
        String first = Instruction.BLANK.split(instruction.arguments(), 2)[0].toUpperCase(Locale.ROOT);
        return switch (first) {
            case "ONBUILD" -> throw new InvalidChangeException("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
            case "MAINTAINER", "FROM" ->
                throw new InvalidChangeException(first + " isn't allowed as an ONBUILD trigger");
            default ->
                instruction.original().strip().substring("ONBUILD".length()).strip();
        };
    }

    private static void checkSignal(String signal) {
        try {
            if (Integer.parseInt(signal) != 0) {
                return;
            }
        } catch (NumberFormatException byName) {
            String name = signal.toUpperCase(Locale.ROOT);
            if (SIGNAL.matcher(name.startsWith("SIG") ? name.substring(3) : name)
                    .matches()) {
                return;
            }
        }
        throw new InvalidChangeException("invalid signal: " + signal);
    }

    private static String resolve(String current, String requested) {
        if (requested.isEmpty()) {
            throw new InvalidChangeException("cannot normalize nothing");
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (requested.startsWith("/") ? requested : current + "/" + requested).split("/", -1)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> parts.pollLast();
                default -> parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    private static Map<String, String> flags(Instruction instruction, Set<String> known) {
        Map<String, String> flags = new HashMap<>();
        for (String flag : instruction.flags()) {
            int equals = flag.indexOf('=');
            String name = equals < 0 ? flag : flag.substring(0, equals);
            if (!known.contains(name.substring(2))) {
                throw new InvalidChangeException("unknown flag: " + name);
            }
            if (equals < 0) {
                throw new InvalidChangeException("missing a value on flag: " + name);
            }
            if (flags.put(name.substring(2), flag.substring(equals + 1)) != null) {
                throw new InvalidChangeException("duplicate flag specified: " + name);
            }
        }
        return flags;
    }

    private static Healthcheck healthcheck(Instruction instruction) {
        if (instruction.arguments().isEmpty()) {
            throw atLeastOne(instruction);
        }
        String[] parts = Instruction.BLANK.split(instruction.arguments(), 2);
        String type = parts[0].toUpperCase(Locale.ROOT);
        String rest = parts.length < 2 ? "" : parts[1];
        if (type.equals("NONE")) {
            if (!rest.isEmpty()) {
                throw new InvalidChangeException("HEALTHCHECK NONE takes no arguments");
            }
            return new Healthcheck(List.of("NONE"), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);
        }
        Map<String, String> flags = flags(instruction, HEALTHCHECK_FLAGS);
        if (!type.equals("CMD")) {
            throw new InvalidChangeException("Unknown type \"" + type + "\" in HEALTHCHECK (try CMD)");
        }
        List<String> test = new ArrayList<>();
        Optional<List<String>> json = new Instruction("", List.of(), rest, rest).json();
        if (json.isPresent()) {
            test.add("CMD");
            test.addAll(json.get());
        } else if (!rest.isEmpty()) {
            test.add("CMD-SHELL");
            test.add(rest);
        }
        if (test.size() < 2) {
            throw new InvalidChangeException("Missing command after HEALTHCHECK CMD");
        }
        return new Healthcheck(
                test,
                duration(flags, "interval"),
                duration(flags, "timeout"),
                duration(flags, "start-period"),
                duration(flags, "start-interval"),
                retries(flags.getOrDefault("retries", "")));
    }

    private static Duration duration(Map<String, String> flags, String name) {
        String text = flags.getOrDefault(name, "");
        Duration duration = text.isEmpty() ? Duration.ZERO : GoDuration.parse(text);
        if (!duration.isZero() && duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new InvalidChangeException("Interval \"" + name + "\" cannot be less than 1ms");
        }
        return duration;
    }

    private static int retries(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        int retries;
        try {
            retries = Integer.parseInt(text);
        } catch (NumberFormatException invalid) {
            throw new InvalidChangeException("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
        if (retries < 0) {
            throw new InvalidChangeException("--retries cannot be negative (" + retries + ")");
        }
        return retries;
    }
}
