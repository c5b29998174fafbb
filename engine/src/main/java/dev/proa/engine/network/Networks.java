package dev.proa.engine.network;

import dev.proa.engine.Filters;
import dev.proa.engine.PruneReport;
import java.util.List;

/**
 * The networks of an engine: the predefined bridge, host and none, and those that users make.
 *
 * <p>A network is named by its name, its id or a unique beginning of one; {@link dev.proa.engine.failure.NotFound} when
 * there is none, {@link dev.proa.engine.failure.InvalidArgument} when there are several.
 */
public interface Networks {
    /** Filters {@code driver}, {@code id}, {@code name}, {@code scope}, {@code type}, {@code dangling}, {@code label}. */
    List<NetworkView> list(Filters filters);

    /** One network. */
    NetworkView inspect(String network);

    /**
     * Makes a network.
     *
     * @throws dev.proa.engine.failure.Conflict when the name is taken
     * @throws dev.proa.engine.failure.Forbidden when the name is a predefined network's, or a subnet overlaps another's
     * @throws dev.proa.engine.failure.InvalidArgument for what cannot be meant
     * @throws dev.proa.engine.failure.NotFound when there is no such driver
     */
    CreatedNetwork create(NetworkSpec spec);

    /**
     * Removes a network.
     *
     * @throws dev.proa.engine.failure.Forbidden when it is predefined, or running containers are in it
     */
    void remove(String network);

    /** Removes networks that no running container is in; predefined ones stay. */
    PruneReport prune(Filters filters);

    /** Puts a container into a network: a running one at once, another one at its next start. */
    void connect(String network, String container, EndpointRequest request);

    /**
     * Takes a container out of a network.
     *
     * @param force also when the container is not known any more
     */
    void disconnect(String network, String container, boolean force);
}
