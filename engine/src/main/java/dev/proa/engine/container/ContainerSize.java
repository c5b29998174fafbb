package dev.proa.engine.container;

/**
 * @param writable bytes the container's own layer holds
 * @param rootFileSystem bytes of its image and its own layer together
 */
public record ContainerSize(long writable, long rootFileSystem) {}
