package dev.proa.engine.container;

import org.jspecify.annotations.Nullable;

/**
 * @param id 64 hexadecimal digits
 * @param exitCode null while it has not ended
 * @param pid 0 before the start
 */
public record ExecView(
        String id,
        String containerId,
        boolean running,
        @Nullable Integer exitCode,
        int pid,
        ExecRequest request) {}
