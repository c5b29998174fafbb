package dev.proa.wire.container;

import dev.proa.wire.json.adapter.Absent;
import dev.proa.wire.json.adapter.OmitEmptyText;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command of an exec. */
@Json
public record ExecProcess(
        boolean tty,
        String entrypoint,
        List<String> arguments,
        @Nullable Boolean privileged,
        @Json.Serializer(OmitEmptyText.class) String user) {
    public ExecProcess {
        entrypoint = Absent.text(entrypoint);
        arguments = Absent.list(arguments);
        user = Absent.text(user);
    }
}
