package dev.proa.runtime;

import java.io.IOException;

/**
 * The OCI runtime refused or failed. The message is worded as Docker's, since clients match parts of it.
 */
public final class OciRuntimeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    OciRuntimeException(String message, Reason reason) {
        super(message);
        this.reason = reason;
    }

    /** Why it failed. */
    public sealed interface Reason {
        /**
         * The program is not in the container.
         *
         * @param command the program, as it was asked for
         */
        record CommandNotFound(String command) implements Reason {}

        /**
         * The program is there but cannot be executed.
         *
         * @param command the program, as it was asked for
         */
        record CommandNotExecutable(String command) implements Reason {}

        /**
         * Anything else.
         *
         * @param detail what the runtime said
         */
        record Other(String detail) implements Reason {}
    }

    /** Why it failed. */
    public Reason reason() {
        return reason;
    }

    /** The exit code that Docker records for such a failure: 127, 126 or 128. */
    public int exitCode() {
        return switch (reason) {
            case Reason.CommandNotFound _ -> 127;
            case Reason.CommandNotExecutable _ -> 126;
            case Reason.Other _ -> 128;
        };
    }
}
