package dev.proa.engine.lifecycle;

import dev.proa.engine.bus.EventSink;
import dev.proa.engine.container.NetworkEndpoint;
import java.util.HashMap;
import java.util.Map;

/** Tells what happens to containers, with the attributes Docker gives: image, name, labels and what is special. */
public final class ContainerEvents {
    private final EventSink sink;

    public ContainerEvents(EventSink sink) {
        this.sink = sink;
    }

    public void publish(Container container, String action) {
        publish(container, action, Map.of());
    }

    public void publish(Container container, String action, Map<String, String> special) {
        Map<String, String> attributes =
                new HashMap<>(container.definition().config().labels());
        attributes.put("image", container.definition().config().image());
        attributes.put("name", container.name());
        attributes.putAll(special);
        sink.publish("container", action, container.id(), attributes);
    }

    /** A container joined or left a network. */
    public void network(Container container, String action, NetworkEndpoint endpoint) {
        sink.publish(
                "network",
                action,
                endpoint.networkId(),
                Map.of("container", container.id(), "name", endpoint.network(), "type", endpoint.driver()));
    }

    /** A prune of containers is over. */
    void pruned(long reclaimed) {
        sink.publish("container", "prune", "", Map.of("reclaimed", Long.toString(reclaimed)));
    }
}
