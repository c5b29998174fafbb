package dev.proa.engine.failure;

/**
 * A container or exec whose command could not be started: not found, not executable, or refused by the OCI runtime.
 *
 * <p>The container's exit code is set as a shell would: 127, 126 or 128.
 */
public final class StartFailure extends EngineException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final boolean userError;

    /**
     * @param exitCode 127 for a command not found, 126 for one not executable, 128 for the rest
     * @param userError whether the request is to blame (the command, the working directory, the user)
     */
    public StartFailure(String message, int exitCode, boolean userError) {
        super(message, null);
        this.exitCode = exitCode;
        this.userError = userError;
    }

    public int exitCode() {
        return exitCode;
    }

    public boolean userError() {
        return userError;
    }
}
