package dev.proa.wire.system;

import dev.proa.wire.json.adapter.Absent;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The swarm the engine is not in. */
@Json
public record SwarmBody(
        @Json.Property("NodeID") String nodeId,
        @Json.Property("NodeAddr") String nodeAddr,
        @Json.Property("LocalNodeState") String localNodeState,
        @Json.Property("ControlAvailable") boolean controlAvailable,
        @Json.Property("Error") String error,
        @Json.Property("RemoteManagers") @Nullable List<String> remoteManagers) {
    public SwarmBody {
        nodeId = Absent.text(nodeId);
        nodeAddr = Absent.text(nodeAddr);
        localNodeState = Absent.text(localNodeState);
        error = Absent.text(error);
    }
}
