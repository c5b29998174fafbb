package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.ExplicitNullInteger;
import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say of one exec.
 *
 * @param detachKeys in Base64
 */
@Json
public record ExecInspectBody(
        @Json.Property("ID") String id,
        @Json.Property("Running") boolean running,

        @Json.Property("ExitCode") @Json.Serializer(ExplicitNullInteger.class) @Nullable
        Integer exitCode,

        @Json.Property("ProcessConfig") @Nullable ExecProcess processConfig,
        @Json.Property("OpenStdin") boolean openStdin,
        @Json.Property("OpenStderr") boolean openStderr,
        @Json.Property("OpenStdout") boolean openStdout,
        @Json.Property("CanRemove") boolean canRemove,
        @Json.Property("ContainerID") String containerId,
        @Json.Property("DetachKeys") String detachKeys,
        @Json.Property("Pid") int pid) {
    public ExecInspectBody {
        id = Absent.text(id);
        containerId = Absent.text(containerId);
        detachKeys = Absent.text(detachKeys);
    }
}
