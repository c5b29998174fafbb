package dev.proa.engine.event;

import dev.proa.engine.Filters;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The engine's events. The last few hundred are kept for {@code since}. */
public interface Events {
    /**
     * Begins to listen; the caller closes what it gets.
     *
     * @param since also those kept from then on, null: only new ones
     * @param until the stream ends then, null: never
     * @throws dev.proa.engine.failure.InvalidArgument for an unknown filter
     */
    EventStream subscribe(@Nullable Instant since, @Nullable Instant until, Filters filters);
}
