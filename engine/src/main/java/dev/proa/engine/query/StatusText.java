package dev.proa.engine.query;

import dev.proa.engine.container.ContainerState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A container's state for people, as {@code ps} shows it. */
final class StatusText {
    private StatusText() {}

    static String of(ContainerState state, Instant now) {
        return switch (state.status()) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + since(state.startedAt(), now);
            case PAUSED -> "Up " + since(state.startedAt(), now) + " (Paused)";
            case RESTARTING -> "Restarting (" + state.exitCode() + ") " + since(state.finishedAt(), now) + " ago";
            case REMOVING -> "Removal In Progress";
            case DEAD -> "Dead";
            case EXITED -> "Exited (" + state.exitCode() + ") " + since(state.finishedAt(), now) + " ago";
        };
    }

    private static String since(@Nullable Instant then, Instant now) {
        return HumanDuration.of(Duration.between(then == null ? now : then, now));
    }
}
