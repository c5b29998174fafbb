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

    /** Takes up again what a container has that was found running, inside the container's operation. */
    void adopt(Container container);

    /** The container's process is gone: what it has here is going to be released. */
    void ending(String containerId);

    /** The container has another name now. */
    void renamed(Container container, String oldName);

    /** Releases it, its addresses too; does nothing when there is none. */
    void release(String containerId) throws IOException;

    /** Releases what containers other than these have. */
    void retain(Set<String> containerIds) throws IOException;
}
