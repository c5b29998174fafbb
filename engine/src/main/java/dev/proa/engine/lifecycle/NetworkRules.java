package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerRequest;
import dev.proa.engine.network.EndpointRequest;
import java.util.List;

/** What a request for a container may say of networks. */
public interface NetworkRules {
    /** Checks a request and answers it in normal form, {@code container:<name>} as {@code container:<id>}. */
    ContainerRequest check(ContainerRequest request);

    /** The networks that the container of a checked request is to be in. */
    List<EndpointRequest> wanted(ContainerRequest request);
}
