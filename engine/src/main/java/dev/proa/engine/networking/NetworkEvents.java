package dev.proa.engine.networking;

import dev.proa.engine.bus.EventSink;
import java.util.Map;

/** Tells what happens to networks. */
final class NetworkEvents {
    private final EventSink sink;

    NetworkEvents(EventSink sink) {
        this.sink = sink;
    }

    void publish(Network network, String action) {
        sink.publish(
                "network",
                action,
                network.id(),
                Map.of("name", network.name(), "type", network.spec().driver()));
    }

    /** A prune of networks is over. */
    void pruned() {
        sink.publish("network", "prune", "", Map.of("reclaimed", "0"));
    }
}
