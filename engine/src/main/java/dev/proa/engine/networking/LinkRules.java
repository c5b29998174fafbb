package dev.proa.engine.networking;

import dev.proa.engine.container.HostConfig;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.ContainerRegistry;

/** What a request for a container may say of links on the default bridge, in Docker's words. */
final class LinkRules {
    private LinkRules() {}

    static void check(HostConfig host, ContainerRegistry containers) {
        if (host.links().isEmpty()) {
            return;
        }
        String mode = Network.nameOf(host.networkMode());
        if (mode.startsWith("container:") || mode.equals(Network.HOST)) {
            throw new InvalidArgument("conflicting options: "
                    + (mode.equals(Network.HOST) ? "host type networking" : "container type network")
                    + " can't be used with links. This would result in undefined behavior");
        }
        if (!mode.equals(Network.BRIDGE)) {
            return; // Of no meaning there: links of user-defined networks belong to the endpoints.
        }
        for (String link : host.links()) {
            int colon = link.indexOf(':');
            String target = colon < 0 ? link : link.substring(0, colon);
            try {
                containers.find(target);
            } catch (NotFound missing) {
                throw new InvalidArgument("could not get container for " + target + ": " + missing.text());
            }
        }
    }
}
