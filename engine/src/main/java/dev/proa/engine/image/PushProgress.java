package dev.proa.engine.image;

import dev.proa.image.Digest;

/** Hears how a transfer from or to a registry goes. Told by several threads at once. */
public interface PushProgress {
    /** A line about the whole. */
    void message(String text);

    /**
     * A part has come to another state.
     *
     * @param id the beginning of the part's digest
     */
    void state(String id, String state);

    /**
     * A part is under way.
     *
     * @param current bytes so far
     * @param total bytes in all
     */
    void bytes(String id, String state, long current, long total);

    /** A tag is at the registry now, with a manifest of this digest and size in bytes. */
    void pushed(String tag, Digest digest, long size);
}
