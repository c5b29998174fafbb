package dev.proa.network.sandbox;

import dev.proa.linux.netns.NetworkNamespace;
import java.util.List;

/**
 * A container's network namespace, set up.
 *
 * @param namespace its path goes into the OCI spec, and into inspect as SandboxKey
 * @param endpoints in the order of the attachments
 */
public record Sandbox(String containerId, NetworkNamespace namespace, List<Endpoint> endpoints) {}
