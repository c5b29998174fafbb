package dev.proa.engine;

import java.util.List;

/**
 * What a prune removed.
 *
 * @param removed ids or names of what is gone
 * @param spaceReclaimed bytes given back
 */
public record PruneReport(List<String> removed, long spaceReclaimed) {}
