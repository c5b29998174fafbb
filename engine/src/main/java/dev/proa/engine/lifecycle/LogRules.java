package dev.proa.engine.lifecycle;

import dev.proa.engine.container.LogConfig;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.runtime.log.LogLimits;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which log drivers and options there are, and what they come to. Says no in Docker's words. */
public final class LogRules {
    private static final Set<String> DRIVERS = Set.of("json-file", "local", "none");
    private static final String SIZE = "max-size";
    private static final String FILES = "max-file";
    private static final String MODE = "mode";
    /** Whole units of 1000, as docker's own: {@code 10m} is ten million bytes. */
    private static final Pattern BYTES = Pattern.compile("(\\d+(?:\\.\\d+)?) ?([kmgtp])?i?b?");

    private final LogConfig otherwise;

    /**
     * @param otherwise for containers that name no driver; its options also for those that name its driver
     * @throws InvalidArgument when it cannot be
     */
    public LogRules(LogConfig otherwise) {
        this.otherwise = otherwise.driver().isEmpty() ? new LogConfig("json-file", otherwise.options()) : otherwise;
        check(this.otherwise);
    }

    /** The engine's default. */
    public LogConfig otherwise() {
        return otherwise;
    }

    /**
     * What a container gets that asks for this.
     *
     * @throws InvalidArgument for drivers, options and values that are not known
     */
    LogConfig settle(@Nullable LogConfig asked) {
        LogConfig given = asked == null ? new LogConfig("", Map.of()) : asked;
        String driver = given.driver().isEmpty() ? otherwise.driver() : given.driver();
        Map<String, String> options = new HashMap<>();
        if (driver.equals(otherwise.driver())) {
            options.putAll(otherwise.options());
        }
        options.putAll(given.options());
        LogConfig settled = new LogConfig(driver, options);
        check(settled);
        return settled;
    }

    private static void check(LogConfig log) {
        if (!DRIVERS.contains(log.driver())) {
            throw new InvalidArgument("logger: no log driver named '" + log.driver() + "' is registered");
        }
        if (log.driver().equals("none")) {
            return; // which ignores options, as with Docker
        }
        String mode = log.options().getOrDefault(MODE, "");
        if (!mode.isEmpty() && !mode.equals("blocking")) {
            throw new InvalidArgument("logger: logging mode not supported: " + mode);
        }
        for (String option : log.options().keySet()) {
            if (!Set.of(SIZE, FILES, MODE).contains(option)) {
                throw new InvalidArgument("unknown log opt '" + option + "' for " + log.driver() + " log driver");
            }
        }
        limits(log);
    }

    /** How much is kept of a container's output; empty: nothing. */
    public static Optional<LogLimits> limits(@Nullable LogConfig log) {
        if (log == null) {
            return Optional.of(LogLimits.DEFAULT);
        }
        if (log.driver().equals("none")) {
            return Optional.empty();
        }
        @Nullable String size = log.options().get(SIZE);
        @Nullable String files = log.options().get(FILES);
        if (size == null && files == null) {
            return Optional.of(LogLimits.DEFAULT);
        }
        // With a size alone there is one file with json-file and five with local, as with Docker.
        int otherwise = size == null || log.driver().equals("local") ? LogLimits.DEFAULT.files() : 1;
        return Optional.of(new LogLimits(
                size == null ? LogLimits.DEFAULT.fileBytes() : bytes(size), files == null ? otherwise : count(files)));
    }

    private static long bytes(String given) {
        Matcher size = BYTES.matcher(given.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            if (given.matches("-\\d+.*")) {
                throw new InvalidArgument("max-size must be a positive number");
            }
            throw new InvalidArgument("invalid size: '" + given + "'");
        }
        int power = size.group(2) == null ? 0 : "kmgtp".indexOf(size.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(size.group(1)).multiply(BigDecimal.TEN.pow(3 * power));
        if (bytes.signum() <= 0 || bytes.compareTo(BigDecimal.ONE) < 0) {
            throw new InvalidArgument("max-size must be a positive number");
        }
        return bytes.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }

    private static int count(String given) {
        int count;
        try {
            count = Integer.parseInt(given);
        } catch (NumberFormatException notANumber) {
            throw new InvalidArgument("strconv.Atoi: parsing \"" + given + "\": invalid syntax");
        }
        if (count < 1) {
            throw new InvalidArgument("max-file cannot be less than 1");
        }
        return count;
    }
}
