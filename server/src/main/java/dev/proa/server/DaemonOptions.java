package dev.proa.server;

import dev.proa.engine.EngineConfig;
import dev.proa.engine.SubnetPool;
import dev.proa.engine.container.LogConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What the daemon was told.
 *
 * @param sockets unix sockets to listen on
 * @param pidFile null: none
 */
record DaemonOptions(
        EngineConfig engine, List<Path> sockets, @Nullable Path pidFile, Level logLevel) {
    private static final Pattern POOL = Pattern.compile(
            "base=(?<base>[^,]+),size=(?<size>[0-9]{1,2})|size=(?<size2>[0-9]{1,2}),base=(?<base2>[^,]+)");
    /** Digits few enough for a long with any of the units. */
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5}|[1-9][0-9]{0,14}(?=$))([kmgt]?)");

    /** Makes lists of values. Picocli's own would look for Groovy on the class path at each start. */
    static final CommandLine.IFactory FACTORY = new CommandLine.IFactory() {
        @Override
        public <K> K create(Class<K> type) throws InstantiationException {
            if (type == List.class) {
                return type.cast(new ArrayList<>());
            }
            throw new InstantiationException(type.getName());
        }
    };

    /** The options there are. Built by hand: annotations would be read by reflection at every start. */
    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(null, FACTORY)
                .name("proa daemon")
                .version("Proa daemon " + Daemon.version())
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this and quit")
                        .build())
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Print the version and quit")
                        .build())
                .addOption(text("DIR", "Where all that survives a reboot is kept", "/var/lib/proa", "--root"))
                .addOption(text("DIR", "Where all that does not is kept: on a tmpfs", "/run/proa", "--run-dir"))
                .addOption(OptionSpec.builder("-H", "--host")
                        .paramLabel("unix://PATH")
                        .description("Socket to listen on; may be given more than once")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build())
                .addOption(text("NAME", "Interface of the default bridge", "proa0", "--bridge"))
                .addOption(text(
                        "CIDR", "Address and subnet of the default bridge; else the first free one", null, "--bip"))
                .addOption(OptionSpec.builder("--default-address-pool")
                        .paramLabel("base=CIDR,size=BITS")
                        .description("Where networks get subnets that are given none; may be given more than once")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build())
                .addOption(OptionSpec.builder("--add-runtime")
                        .paramLabel("NAME=PATH")
                        .description("An OCI runtime besides crun and runc; may be given more than once")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build())
                .addOption(text("NAME", "The OCI runtime for containers that name none", null, "--default-runtime"))
                .addOption(OptionSpec.builder("--images")
                        .paramLabel("DIR")
                        .description("Folder whose image archives are loaded at start; may be given more than once")
                        .type(List.class)
                        .auxiliaryTypes(Path.class)
                        .build())
                .addOption(text("FILE", "The program --init puts in front", null, "--init-path"))
                .addOption(text("FILE", "The conmon program", null, "--conmon"))
                .addOption(text(
                        "FILE",
                        "The default seccomp profile",
                        "/usr/share/containers/seccomp.json",
                        "--seccomp-profile"))
                .addOption(text(
                        "DRIVER",
                        "What becomes of the output of containers that do not say so: json-file, local or none",
                        "json-file",
                        "--log-driver"))
                .addOption(OptionSpec.builder("--log-opt")
                        .paramLabel("NAME=VALUE")
                        .description("An option of it, such as max-size=20m or max-file=5; may be given more than once")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .build())
                .addOption(text(
                        "SIZE",
                        "An image whose layers unpack to more is refused: a number of bytes, or with k, m, g or t",
                        "128g",
                        "--max-unpacked-size"))
                .addOption(text("FILE", "File to write the daemon's process id to", null, "--pidfile"))
                .addOption(text("LEVEL", "debug, info, warn or error", "info", "--log-level"));
        RegistryOptions.addTo(spec);
        return spec;
    }

    private static OptionSpec text(String label, String description, @Nullable String otherwise, String name) {
        OptionSpec.Builder option = OptionSpec.builder(name)
                .paramLabel(label)
                .description(description)
                .type(String.class);
        if (otherwise != null) {
            option.defaultValue(otherwise);
        }
        return option.build();
    }

    /**
     * Reads parsed options.
     *
     * @param programs looks up a program's path by name, null: not found
     * @throws ParameterException for what cannot be meant
     */
    static DaemonOptions from(ParseResult parsed, Programs programs) {
        Path root = path(parsed, "--root");
        Path runDir = path(parsed, "--run-dir");
        Map<String, List<String>> runtimes = runtimes(parsed, programs);
        List<Path> images = parsed.matchedOptionValue("--images", List.of(root.resolve("images")));
        EngineConfig engine;
        try {
            engine = new EngineConfig(
                    root,
                    runDir,
                    required(parsed, "--bridge"),
                    optional(parsed, "--bip"),
                    subnetPools(parsed),
                    runtimes,
                    defaultRuntime(parsed, runtimes),
                    conmon(parsed, programs),
                    optionalPath(parsed, "--init-path"),
                    images,
                    path(parsed, "--seccomp-profile"),
                    log(parsed),
                    maxUnpacked(parsed),
                    RegistryOptions.from(parsed));
        } catch (IllegalArgumentException wrong) {
            throw error(parsed, String.valueOf(wrong.getMessage()));
        }
        return new DaemonOptions(engine, sockets(parsed, runDir), optionalPath(parsed, "--pidfile"), level(parsed));
    }

    private static LogConfig log(ParseResult parsed) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : parsed.matchedOptionValue("--log-opt", List.<String>of())) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw error(parsed, "invalid log option " + option + ": use NAME=VALUE");
            }
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return new LogConfig(required(parsed, "--log-driver"), options);
    }

    private static List<Path> sockets(ParseResult parsed, Path runDir) {
        List<String> hosts = parsed.matchedOptionValue("--host", List.of("unix://" + runDir.resolve("proa.sock")));
        List<Path> sockets = new ArrayList<>();
        for (String host : hosts) {
            if (!host.startsWith("unix:///")) {
                throw error(
                        parsed,
                        host.startsWith("tcp://")
                                ? "listening on " + host + " is not supported by Proa yet; use unix:///PATH"
                                : "invalid host " + host + ": use unix:///PATH");
            }
            sockets.add(Path.of(host.substring("unix://".length())));
        }
        return sockets;
    }

    private static Map<String, List<String>> runtimes(ParseResult parsed, Programs programs) {
        Map<String, List<String>> runtimes = new LinkedHashMap<>();
        for (String known : List.of("crun", "runc")) {
            Path found = programs.find(known);
            if (found != null) {
                runtimes.put(known, List.of(found.toString()));
            }
        }
        for (String added : parsed.matchedOptionValue("--add-runtime", List.<String>of())) {
            int equals = added.indexOf('=');
            if (equals < 1 || equals == added.length() - 1) {
                throw error(parsed, "invalid runtime " + added + ": use NAME=PATH");
            }
            runtimes.put(
                    added.substring(0, equals),
                    Arrays.asList(added.substring(equals + 1).split(" ")));
        }
        return runtimes;
    }

    /** {@code base=10.10.0.0/16,size=24}, the parts in either order. */
    private static List<SubnetPool> subnetPools(ParseResult parsed) {
        List<SubnetPool> pools = new ArrayList<>();
        for (String given : parsed.matchedOptionValue("--default-address-pool", List.<String>of())) {
            Matcher pool = POOL.matcher(given);
            if (!pool.matches()) {
                throw error(parsed, "invalid default address pool " + given + ": use base=CIDR,size=BITS");
            }
            try {
                pools.add(new SubnetPool(part(pool, "base"), Integer.parseInt(part(pool, "size"))));
            } catch (IllegalArgumentException wrong) {
                throw error(parsed, "invalid default address pool " + given + ": " + wrong.getMessage());
            }
        }
        return pools;
    }

    private static String part(Matcher pool, String name) {
        String first = pool.group(name);
        return first == null ? pool.group(name + "2") : first;
    }

    private static String defaultRuntime(ParseResult parsed, Map<String, List<String>> runtimes) {
        String chosen = optional(parsed, "--default-runtime");
        if (chosen == null) {
            return runtimes.isEmpty() ? "crun" : runtimes.keySet().iterator().next();
        }
        if (!runtimes.containsKey(chosen)) {
            throw error(parsed, "unknown default runtime " + chosen + ": there is " + runtimes.keySet());
        }
        return chosen;
    }

    private static Path conmon(ParseResult parsed, Programs programs) {
        Path given = optionalPath(parsed, "--conmon");
        if (given != null) {
            return given;
        }
        Path found = programs.find("conmon");
        return found == null ? Path.of("/usr/bin/conmon") : found;
    }

    private static long maxUnpacked(ParseResult parsed) {
        String given = required(parsed, "--max-unpacked-size");
        Matcher size = SIZE.matcher(given.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw error(
                    parsed, "invalid --max-unpacked-size " + given + ": use a number above 0 with k, m, g, t or none");
        }
        int unit = "kmgt".indexOf(size.group(2)) + 1;
        return Long.parseLong(size.group(1)) << (size.group(2).isEmpty() ? 0 : 10 * unit);
    }

    private static Level level(ParseResult parsed) {
        String given = required(parsed, "--log-level");
        return switch (given.toLowerCase(Locale.ROOT)) {
            case "debug" -> Level.FINE;
            case "info" -> Level.INFO;
            case "warn", "warning" -> Level.WARNING;
            case "error" -> Level.SEVERE;
            default -> throw error(parsed, "invalid log level " + given + ": use debug, info, warn or error");
        };
    }

    private static Path path(ParseResult parsed, String option) {
        return Path.of(required(parsed, option)).toAbsolutePath().normalize();
    }

    private static @Nullable Path optionalPath(ParseResult parsed, String option) {
        String given = optional(parsed, option);
        return given == null ? null : Path.of(given).toAbsolutePath().normalize();
    }

    private static @Nullable String optional(ParseResult parsed, String option) {
        return parsed.commandSpec().findOption(option).getValue();
    }

    private static String required(ParseResult parsed, String option) {
        String given = optional(parsed, option);
        if (given == null || given.isEmpty()) {
            throw error(parsed, option + " must not be empty");
        }
        return given;
    }

    private static ParameterException error(ParseResult parsed, String message) {
        return new ParameterException(parsed.commandSpec().commandLine(), message);
    }
}
