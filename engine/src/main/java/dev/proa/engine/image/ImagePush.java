package dev.proa.engine.image;

import dev.proa.image.registry.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * What is to be pushed.
 *
 * @param name a repository, with a tag or for all its tags without
 * @param platform what the image must be for, null: whatever it is
 */
public record ImagePush(String name, @Nullable String platform, Credentials credentials) {}
