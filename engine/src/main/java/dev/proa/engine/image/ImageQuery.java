package dev.proa.engine.image;

import dev.proa.engine.Filters;

/**
 * @param all also intermediate images
 * @param sharedSize also measure what is shared
 */
public record ImageQuery(boolean all, boolean sharedSize, Filters filters) {}
