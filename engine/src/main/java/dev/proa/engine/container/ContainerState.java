package dev.proa.engine.container;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a container is doing, or how its last run ended.
 *
 * @param pid of the startup command in the host's pid namespace, 0 when there is none
 * @param exitCode of the last run, 0 before the first
 * @param error why the last start failed, empty when it did not
 * @param startedAt null before the first start
 * @param finishedAt null before the first end
 */
@Json
public record ContainerState(
        ContainerStatus status,
        int pid,
        int exitCode,
        String error,
        boolean oomKilled,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    /** A container never started. */
    public static final ContainerState CREATED =
            new ContainerState(ContainerStatus.CREATED, 0, 0, "", false, null, null);

    /** The same but for the status. */
    public ContainerState with(ContainerStatus other) {
        return new ContainerState(other, pid, exitCode, error, oomKilled, startedAt, finishedAt);
    }
}
