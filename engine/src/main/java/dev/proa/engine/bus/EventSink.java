package dev.proa.engine.bus;

import java.util.Map;

/** Where events are told. */
@FunctionalInterface
public interface EventSink {
    /** Tells an event that happens now; see {@link dev.proa.engine.event.Event} for the parts. Never blocks. */
    void publish(String type, String action, String actorId, Map<String, String> attributes);
}
