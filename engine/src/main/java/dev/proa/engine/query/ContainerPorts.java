package dev.proa.engine.query;

import dev.proa.engine.container.PublishedPort;
import dev.proa.engine.lifecycle.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a container shows of its ports. */
final class ContainerPorts {
    private ContainerPorts() {}

    /** Its exposed and published ports with where they are, as long as it has a network of its own and runs. */
    static Map<String, List<PublishedPort>> of(Container container) {
        Map<String, List<PublishedPort>> ports = new TreeMap<>();
        if (!container.state().status().alive()
                || container.networks().stream()
                        .allMatch(network -> network.address().isEmpty())) {
            return ports;
        }
        container.definition().config().exposedPorts().forEach(port -> ports.put(port, new ArrayList<>()));
        for (PublishedPort port : container.ports()) {
            ports.computeIfAbsent(port.name(), _ -> new ArrayList<>()).add(port);
        }
        return ports;
    }
}
