package dev.proa.linux.io;

/** What one waits to do with a descriptor. */
public enum Direction {
    READ,
    WRITE
}
