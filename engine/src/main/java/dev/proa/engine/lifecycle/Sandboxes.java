package dev.proa.engine.lifecycle;

import dev.proa.engine.container.NetworkEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The containers' network sandboxes: what their lives need of them. */
public interface Sandboxes {
    /**
     * A container's network while it runs.
     *
     * @param namespace the pinned network namespace, null: the host's
     */
    record Sandbox(@Nullable Path namespace, List<NetworkEndpoint> endpoints) {}

    /** Makes a container's sandbox. Nothing is left of it when this throws. */
    Sandbox create(Container container) throws IOException;

    /** Releases it, its addresses too; does nothing when there is none. */
    void release(String containerId) throws IOException;

    /** Releases what containers other than these have. */
    void retain(Set<String> containerIds) throws IOException;

    /** The content of the container's resolv.conf. */
    String resolvConf(Container container, Sandbox sandbox) throws IOException;

    /** The content of the container's hosts file. */
    String hosts(Container container, Sandbox sandbox) throws IOException;
}
