package dev.proa.engine.container;

import org.jspecify.annotations.Nullable;

/**
 * @param signal name or number, null: the container's stop signal, else SIGTERM
 * @param timeout seconds until SIGKILL, -1: never; null: the container's stop timeout, else ten
 */
public record StopOptions(@Nullable String signal, @Nullable Integer timeout) {
    public static final StopOptions DEFAULT = new StopOptions(null, null);
}
