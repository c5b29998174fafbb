package dev.proa.image;

import java.time.Duration;
import java.util.List;

/**
 * How to find out whether a container is well. A duration of zero and zero retries mean the engine's default.
 *
 * @param test empty to inherit, {@code NONE}, {@code CMD} with arguments, or {@code CMD-SHELL} with a command line
 * @param interval between two checks
 * @param timeout after which a check counts as failed
 * @param startPeriod after the start, in which failures do not count
 * @param startInterval between two checks in the start period
 * @param retries how many failures in a row make a container unhealthy
 */
public record Healthcheck(
        List<String> test,
        Duration interval,
        Duration timeout,
        Duration startPeriod,
        Duration startInterval,
        int retries) {
    public Healthcheck {
        test = List.copyOf(test);
    }
}
