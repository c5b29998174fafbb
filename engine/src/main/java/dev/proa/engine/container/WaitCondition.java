package dev.proa.engine.container;

/** What {@code wait} waits for. */
public enum WaitCondition {
    /** Returns at once for a container that does not run. */
    NOT_RUNNING,
    /** The next end of a run, also of one that has not begun. */
    NEXT_EXIT,
    /** The container is gone. */
    REMOVED
}
