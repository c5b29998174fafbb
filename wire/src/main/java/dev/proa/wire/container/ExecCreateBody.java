package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitFalse;
import dev.proa.wire.json.adapter.Words;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a running container.
 *
 * @param consoleSize height and width
 * @param detach before API 1.42
 */
@Json
public record ExecCreateBody(
        @Json.Property("User") String user,
        @Json.Property("Privileged") boolean privileged,
        @Json.Property("Tty") boolean tty,
        @Json.Property("ConsoleSize") @Nullable List<Integer> consoleSize,
        @Json.Property("AttachStdin") boolean attachStdin,
        @Json.Property("AttachStderr") boolean attachStderr,
        @Json.Property("AttachStdout") boolean attachStdout,

        @Json.Property("Detach") @Json.Serializer(OmitFalse.class)
        boolean detach,

        @Json.Property("DetachKeys") String detachKeys,
        @Json.Property("Env") @Nullable List<String> env,
        @Json.Property("WorkingDir") String workingDir,

        @Json.Property("Cmd") @Json.Serializer(Words.class) @Nullable
        List<String> cmd) {
    public ExecCreateBody {
        user = Absent.text(user);
        detachKeys = Absent.text(detachKeys);
        workingDir = Absent.text(workingDir);
    }
}
