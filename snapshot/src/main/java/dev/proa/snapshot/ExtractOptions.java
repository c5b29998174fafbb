package dev.proa.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * How an archive is unpacked into a root file system.
 *
 * @param keepKinds whether a directory may not be replaced by something else, nor the other way round
 * @param owner who all files belong to, null: whom the archive says
 */
public record ExtractOptions(boolean keepKinds, @Nullable Owner owner) {
    /** User and group id. */
    public record Owner(int uid, int gid) {}
}
