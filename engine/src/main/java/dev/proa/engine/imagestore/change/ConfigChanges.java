package dev.proa.engine.imagestore.change;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.image.ContainerConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Carries out Dockerfile instructions on an image's configuration. For one thread. */
public final class ConfigChanges {
    private static final List<String> DEFAULT_SHELL = List.of("/bin/sh", "-c");

    private final ContainerConfig.Builder config;
    private final List<String> shell;
    private final Map<String, String> environment = new TreeMap<>();
    private String workingDir;
    private boolean commandSet;

    private ConfigChanges(ContainerConfig start) {
        this.config = start.toBuilder();
        this.shell = start.shell().isEmpty() ? DEFAULT_SHELL : start.shell();
        this.workingDir = start.workingDir();
        for (String variable : start.env()) {
            int equals = variable.indexOf('=');
            if (equals > 0) {
                environment.put(variable.substring(0, equals), variable.substring(equals + 1));
            }
        }
    }

    /**
     * What the configuration becomes.
     *
     * @param changes lines of a Dockerfile
     * @throws InvalidArgument when one is malformed, or would do more than change the configuration
     */
    public static ContainerConfig apply(ContainerConfig start, List<String> changes) {
        ConfigChanges work = new ConfigChanges(start);
        Instruction.parse(changes).forEach(work::carryOut);
        return work.config.build();
    }

    private void carryOut(Instruction instruction) {
        String arguments = instruction.arguments();
        if (arguments.isEmpty()
                && !instruction.keyword().equals("CMD")
                && !instruction.keyword().equals("ENTRYPOINT")) {
            throw new InvalidArgument(instruction.keyword() + " requires "
                    + (takesOne(instruction.keyword()) ? "exactly" : "at least") + " one argument");
        }
        switch (instruction.keyword()) {
            case "CMD" -> {
                config.cmd(commandLine(arguments));
                commandSet = true;
            }
            case "ENTRYPOINT" -> {
                config.entrypoint(commandLine(arguments));
                // An inherited command was written for the entrypoint there was before.
                if (!commandSet) {
                    config.cmd(List.of());
                }
            }
            case "ENV" ->
                pairs("ENV", arguments, (name, value) -> {
                    environment.put(name, value);
                    config.env(name, value);
                });
            case "LABEL" -> pairs("LABEL", arguments, config::label);
            case "EXPOSE" ->
                ShellWords.split(arguments)
                        .forEach(word -> ExposedPorts.parse(expand(word)).forEach(config::exposePort));
            case "HEALTHCHECK" -> config.healthcheck(HealthcheckInstruction.parse(arguments));
            case "ONBUILD" -> config.onBuild(trigger(arguments));
            case "STOPSIGNAL" -> config.stopSignal(expand(arguments));
            case "USER" -> config.user(expand(arguments));
            case "VOLUME" -> volumes(arguments).forEach(config::volume);
            case "WORKDIR" -> {
                workingDir = Path.of(workingDir.isEmpty() ? "/" : workingDir)
                        .resolve(expand(arguments))
                        .normalize()
                        .toString();
                config.workingDir(workingDir);
            }
            default -> throw new IllegalStateException("instruction " + instruction.keyword());
        }
    }

    private static boolean takesOne(String keyword) {
        return keyword.equals("STOPSIGNAL") || keyword.equals("USER") || keyword.equals("WORKDIR");
    }

    /** The exec form as it is, the shell form as an argument to the shell. */
    private List<String> commandLine(String arguments) {
        List<String> exec = JsonStrings.parse(arguments);
        if (exec != null) {
            return exec;
        }
        if (arguments.isEmpty()) {
            return List.of();
        }
        List<String> line = new ArrayList<>(shell);
        line.add(arguments);
        return line;
    }

    /** {@code a=1 b="2 3"}, or of old {@code a all the rest}. */
    private void pairs(String keyword, String arguments, BiConsumer<String, String> each) {
        List<String> words = ShellWords.split(arguments);
        if (!words.getFirst().contains("=")) {
            String[] parts = arguments.split("\\s+", 2);
            if (parts.length < 2) {
                throw new InvalidArgument(keyword + " must have two arguments");
            }
            each.accept(expand(parts[0]), expand(parts[1]));
            return;
        }
        Map<String, String> before = new TreeMap<>(environment);
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new InvalidArgument(
                        "Syntax error - can't find = in \"" + word + "\". Must be of the form: name=value");
            }
            if (equals == 0) {
                throw new InvalidArgument(keyword + " names can not be blank");
            }
            // All values of one instruction see the variables as they were before it.
            each.accept(
                    ShellWords.expand(word.substring(0, equals), before::get),
                    ShellWords.expand(word.substring(equals + 1), before::get));
        }
    }

    private List<String> volumes(String arguments) {
        List<String> paths = JsonStrings.parse(arguments);
        if (paths == null) {
            paths = ShellWords.split(arguments).stream().map(this::expand).toList();
        }
        for (String path : paths) {
            if (path.isBlank()) {
                throw new InvalidArgument("VOLUME specified can not be an empty string");
            }
        }
        return paths;
    }

    private static String trigger(String arguments) {
        String keyword = arguments.split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        return switch (keyword) {
            case "ONBUILD" -> throw new InvalidArgument("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
            case "MAINTAINER", "FROM" -> throw new InvalidArgument(keyword + " isn't allowed as an ONBUILD trigger");
            default -> arguments;
        };
    }

    private String expand(String text) {
        return ShellWords.expand(text, environment::get);
    }
}
