package dev.proa.cli;

/** Ends the command with a message on stderr and an exit code. */
public final class CliException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;

    /** @param message what to print; empty for nothing */
    public CliException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** A failure with exit code 1. */
    public CliException(String message) {
        this(1, message);
    }

    /** Ends the command with an exit code and no message. */
    public static CliException exit(int code) {
        return new CliException(code, "");
    }

    public int code() {
        return code;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
