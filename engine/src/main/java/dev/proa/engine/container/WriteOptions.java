package dev.proa.engine.container;

/**
 * How files are copied into a container.
 *
 * @param keepKinds whether a directory may not be replaced by something else, nor the other way round
 * @param ownedByUser whether files belong to the user the container runs as, if it was given one
 */
public record WriteOptions(boolean keepKinds, boolean ownedByUser) {}
