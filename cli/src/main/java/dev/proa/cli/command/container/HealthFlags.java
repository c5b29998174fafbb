package dev.proa.cli.command.container;

import dev.proa.cli.CliException;
import dev.proa.cli.flag.BoolFlag;
import dev.proa.cli.flag.FlagSet;
import dev.proa.cli.flag.NumberFlag;
import dev.proa.cli.flag.StringFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The flags of health checks. */
final class HealthFlags {
    private final StringFlag command;
    private final DurationFlag interval;
    private final DurationFlag timeout;
    private final DurationFlag startPeriod;
    private final DurationFlag startInterval;
    private final NumberFlag retries;
    private final BoolFlag none;

    HealthFlags(FlagSet flags) {
        command = flags.string("health-cmd", "Command that checks its health");
        interval = flags.add(new DurationFlag("health-interval", "Time between two checks (default 0s)"));
        retries = flags.integer("health-retries", '\0', 0, "Failures in a row that make it unhealthy");
        timeout = flags.add(new DurationFlag("health-timeout", "Time that one check may take (default 0s)"));
        startPeriod = flags.add(
                new DurationFlag("health-start-period", "Time after its start in which failures don't count"));
        startInterval =
                flags.add(new DurationFlag("health-start-interval", "Time between two checks in the start period"));
        none = flags.bool("no-healthcheck", "Don't check health, whatever the image says");
    }

    void addTo(Map<String, Object> config) throws CliException {
        boolean given = !command.value().isEmpty()
                || interval.nanos() != 0
                || timeout.nanos() != 0
                || startPeriod.nanos() != 0
                || startInterval.nanos() != 0
                || retries.value() != 0;
        Map<String, Object> health = new LinkedHashMap<>();
        if (none.value()) {
            if (given) {
                throw new CliException("--no-healthcheck conflicts with --health-* options");
            }
            health.put("Test", List.of("NONE"));
            config.put("Healthcheck", health);
            return;
        }
        if (!given) {
            return;
        }
        notNegative(interval.nanos(), "--health-interval");
        notNegative(timeout.nanos(), "--health-timeout");
        notNegative(retries.value(), "--health-retries");
        notNegative(startPeriod.nanos(), "--health-start-period");
        notNegative(startInterval.nanos(), "--health-start-interval");
        if (!command.value().isEmpty()) {
            health.put("Test", List.of("CMD-SHELL", command.value()));
        }
        putIfSet(health, "Interval", interval.nanos());
        putIfSet(health, "Timeout", timeout.nanos());
        putIfSet(health, "StartPeriod", startPeriod.nanos());
        putIfSet(health, "StartInterval", startInterval.nanos());
        putIfSet(health, "Retries", retries.value());
        config.put("Healthcheck", health);
    }

    private static void putIfSet(Map<String, Object> health, String name, long value) {
        if (value != 0) {
            health.put(name, value);
        }
    }

    private static void notNegative(long value, String flag) throws CliException {
        if (value < 0) {
            throw new CliException(flag + " cannot be negative");
        }
    }
}
