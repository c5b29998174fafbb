package dev.proa.runtime;

import java.time.Instant;

/**
 * How a container's process ended.
 *
 * @param code its exit code, or 128 plus the number of the signal that ended it; 137 when it is not known
 * @param at when
 * @param outOfMemory whether the kernel killed a process of the container for want of memory
 * @param known whether the exit code was seen; it is not if the container's monitor was killed
 */
public record ContainerExit(int code, Instant at, boolean outOfMemory, boolean known) {}
