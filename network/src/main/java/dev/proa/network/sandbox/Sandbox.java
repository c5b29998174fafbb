package dev.proa.network.sandbox;

import dev.proa.linux.netns.NetworkNamespace;
import java.util.Optional;

/**
 * A container's network namespace, set up.
 *
 * @param namespace its path goes into the OCI spec, and into inspect as SandboxKey
 * @param endpoint absent when it is connected to nothing
 */
public record Sandbox(String containerId, NetworkNamespace namespace, Optional<Endpoint> endpoint) {}
