package dev.proa.engine.lifecycle;

import dev.proa.engine.container.NetworkEndpoint;
import java.io.IOException;

/**
 * Told when containers come into networks and leave them, inside the operation of the container, so that what it tells
 * of one container comes one after another. For those who give containers names and publish their ports.
 */
public interface NetworkObserver {
    /**
     * A container's sandbox is complete; its process has not begun. A failure undoes the start, {@link #ended} included.
     */
    default void starting(Container container, Sandboxes.Sandbox sandbox) throws IOException {}

    /** The engine has come back and found the container running. Told on a thread beside the engine's opening. */
    default void adopted(Container container, Sandboxes.Sandbox sandbox) throws IOException {}

    /**
     * A running container came into one more network. A failure undoes that.
     *
     * @param sandbox with all its endpoints, the new one too
     */
    default void connected(Container container, Sandboxes.Sandbox sandbox, NetworkEndpoint added) throws IOException {}

    /**
     * A running container is about to leave a network.
     *
     * @param sandbox with the endpoints that remain
     */
    default void disconnecting(Container container, Sandboxes.Sandbox sandbox, NetworkEndpoint leaving)
            throws IOException {}

    /**
     * A container's process is gone; nobody has been told yet. What others may want at once is to be free when they are.
     * Told before {@link #ended}, but not after a crash.
     */
    default void ending(String containerId) {}

    /** All containers that were found running have been told of by {@link #adopted}. Told beside the engine's opening. */
    default void settled() throws IOException {}

    /** A container has another name now, whether it runs or not. */
    default void renamed(Container container, String oldName) {}

    /**
     * A container's process is gone, or was never begun; its sandbox is about to go. Told more than once, and for
     * containers of which nothing else was told, as after a crash.
     */
    default void ended(String containerId) throws IOException {}
}
