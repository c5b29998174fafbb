package dev.proa.runtime.spec;

import java.util.List;

/**
 * Whom a process runs as, in the container's own numbers.
 *
 * @param uid its user
 * @param gid its primary group
 * @param additionalGids its supplementary groups
 */
public record User(long uid, long gid, List<Long> additionalGids) {
    /** User and group 0 without supplementary groups. */
    public static final User ROOT = new User(0, 0, List.of());

    public User {
        additionalGids = List.copyOf(additionalGids);
    }
}
