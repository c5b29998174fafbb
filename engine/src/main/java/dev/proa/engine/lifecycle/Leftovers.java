package dev.proa.engine.lifecycle;

/** What a container without a process still has: files, and what the end of a run could not clear away. */
@FunctionalInterface
public interface Leftovers {
    /** Deletes a container's file system, log and other files, and what else is left. Done twice it does nothing. */
    void delete(String containerId);
}
