package dev.proa.engine.image;

import dev.proa.image.registry.Credentials;

/**
 * What to fetch.
 *
 * @param image a name; with neither tag nor digest all tags are meant
 * @param platform {@code os/arch/variant}, empty: the host's
 */
public record PullRequest(String image, String platform, Credentials credentials) {}
