package dev.proa.engine.store;

import java.time.Instant;

/** Instants as the database keeps them: nanoseconds since 1970, good until 2262. */
final class Nanos {
    private Nanos() {}

    static long of(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }
}
