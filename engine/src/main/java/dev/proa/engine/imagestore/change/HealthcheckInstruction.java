package dev.proa.engine.imagestore.change;

import dev.proa.engine.PointInTime;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.image.Healthcheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The arguments of HEALTHCHECK: {@code NONE}, or {@code [--option=value …] CMD …}. */
final class HealthcheckInstruction {
    private static final Set<String> OPTIONS =
            Set.of("interval", "timeout", "start-period", "start-interval", "retries");

    private HealthcheckInstruction() {}

    static Healthcheck parse(String arguments) {
        Map<String, String> options = new HashMap<>();
        String rest = arguments;
        while (rest.startsWith("--")) {
            String[] parts = rest.split("\\s+", 2);
            String[] option = parts[0].substring(2).split("=", 2);
            if (!OPTIONS.contains(option[0])) {
                throw new InvalidArgument("unknown flag: " + option[0]);
            }
            if (option.length == 1) {
                throw new InvalidArgument("missing a value on flag: " + option[0]);
            }
            options.put(option[0], option[1]);
            rest = parts.length == 1 ? "" : parts[1];
        }
        String[] parts = rest.split("\\s+", 2);
        String command = parts.length == 1 ? "" : parts[1].strip();
        return new Healthcheck(
                test(parts[0].toUpperCase(Locale.ROOT), command),
                duration(options, "interval"),
                duration(options, "timeout"),
                duration(options, "start-period"),
                duration(options, "start-interval"),
                retries(options.get("retries") == null ? "0" : String.valueOf(options.get("retries"))));
    }

    private static List<String> test(String type, String command) {
        return switch (type) {
            case "NONE" -> {
                if (!command.isEmpty()) {
                    throw new InvalidArgument("HEALTHCHECK NONE takes no arguments");
                }
                yield List.of("NONE");
            }
            case "CMD" -> {
                if (command.isEmpty()) {
                    throw new InvalidArgument("Missing command after HEALTHCHECK CMD");
                }
                List<String> exec = JsonStrings.parse(command);
                List<String> test = new ArrayList<>();
                test.add(exec == null ? "CMD-SHELL" : "CMD");
                test.addAll(exec == null ? List.of(command) : exec);
                yield test;
            }
            default -> throw new InvalidArgument("Unknown type \"" + type + "\" in HEALTHCHECK (try CMD)");
        };
    }

    private static Duration duration(Map<String, String> options, String name) {
        String text = options.get(name);
        if (text == null) {
            return Duration.ZERO;
        }
        Duration duration = PointInTime.duration(text);
        if (duration.isNegative() || (!duration.isZero() && duration.compareTo(Duration.ofMillis(1)) < 0)) {
            throw new InvalidArgument("Interval \"" + name + "\" cannot be less than 1ms");
        }
        return duration;
    }

    private static int retries(String text) {
        try {
            int retries = Integer.parseInt(text);
            if (retries >= 0) {
                return retries;
            }
        } catch (NumberFormatException malformed) {
            throw new InvalidArgument("strconv.ParseInt: parsing \"" + text + "\": invalid syntax");
        }
        throw new InvalidArgument("--retries cannot be negative (" + text + ")");
    }
}
