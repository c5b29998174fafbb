package dev.proa.bench.engine;

import org.jspecify.annotations.Nullable;

/**
 * A container engine under measurement.
 *
 * @param name what it is called in {@code --engines}
 * @param daemon its daemon; null when it has none
 */
public record Engine(String name, @Nullable Daemon daemon) {}
