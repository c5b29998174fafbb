package dev.proa.engine.container;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a running container.
 *
 * @param user null: the container's
 * @param workingDir null: the container's
 * @param consoleSize what its terminal measures from the start, if it has one; null: unknown
 */
public record ExecRequest(
        List<String> command,
        List<String> env,
        @Nullable String user,
        @Nullable String workingDir,
        boolean tty,
        boolean privileged,
        boolean attachStdin,
        boolean attachStdout,
        boolean attachStderr,
        @Nullable String detachKeys,
        @Nullable TerminalSize consoleSize) {}
