package dev.proa.cli.flag;

/** A command line that does not fit the command's flags; the message is what Docker prints. */
public final class FlagException extends Exception {
    private static final long serialVersionUID = 1L;

    public FlagException(String message) {
        super(message);
    }
}
