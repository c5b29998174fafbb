package dev.proa.engine.container;

import java.time.Instant;

/**
 * What is at a path in a container.
 *
 * @param name the path's last name, {@code /} for the root
 * @param size in bytes
 * @param mode type and permissions, as in inode(7)
 * @param linkTarget where a symbolic link leads in the end, as an absolute path in the container; empty for others
 */
public record PathStatus(String name, long size, int mode, Instant modified, String linkTarget) {}
