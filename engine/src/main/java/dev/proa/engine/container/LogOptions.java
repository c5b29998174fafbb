package dev.proa.engine.container;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param tail the last so many lines, -1: all
 * @param since only lines from then on
 * @param until only lines up to then
 * @param timestamps put each line's time before it
 * @param follow go on until the container ends
 */
public record LogOptions(
        boolean stdout,
        boolean stderr,
        int tail,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean timestamps,
        boolean follow) {}
