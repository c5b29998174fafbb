package dev.proa.engine.container;

/** A standard stream; the number is the one in Docker's frames. */
public enum StdStream {
    STDIN,
    STDOUT,
    STDERR
}
