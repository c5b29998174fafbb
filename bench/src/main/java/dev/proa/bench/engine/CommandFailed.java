package dev.proa.bench.engine;

/** A command or an engine did not do what a measurement needs; the message says which and how. */
public final class CommandFailed extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }
}
