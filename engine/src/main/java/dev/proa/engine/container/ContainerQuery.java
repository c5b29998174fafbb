package dev.proa.engine.container;

import dev.proa.engine.Filters;

/**
 * Which containers to list, newest first.
 *
 * @param all also those that do not run
 * @param limit at most so many, running or not; 0 or less: no limit
 * @param size also their sizes
 */
public record ContainerQuery(boolean all, int limit, boolean size, Filters filters) {}
