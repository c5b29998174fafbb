package dev.proa.engine.networking;

import dev.proa.engine.network.EndpointRequest;

/** A network that a container is about to be in, and what it asks of it. */
record Joining(Network network, EndpointRequest request) {}
