package dev.proa.engine.lifecycle;

/** What a container without a process still has on disk. */
@FunctionalInterface
public interface Leftovers {
    /** Deletes a container's file system, log and other files. Done twice it does nothing. */
    void delete(String containerId);
}
