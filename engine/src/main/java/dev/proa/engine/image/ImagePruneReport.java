package dev.proa.engine.image;

import java.util.List;

/** @param spaceReclaimed bytes given back */
public record ImagePruneReport(List<ImageDeletion> deletions, long spaceReclaimed) {}
