package dev.proa.engine.image;

import dev.proa.image.registry.RegistryConfig;

/**
 * How images are fetched from registries.
 *
 * @param registries how registries are reached
 * @param concurrency how many layers of an image are fetched at once
 * @param attempts how often a broken download is taken up again without getting on
 */
public record PullConfig(RegistryConfig registries, int concurrency, int attempts) {
    /** Docker's numbers: three at once, five attempts. */
    public static final PullConfig DEFAULT = new PullConfig(RegistryConfig.DEFAULT, 3, 5);
}
