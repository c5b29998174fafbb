package dev.proa.engine.imagestore;

import dev.proa.engine.bus.EventSink;
import dev.proa.image.Digest;
import dev.proa.image.ImageName;
import java.util.HashMap;
import java.util.Map;

/** Tells of what happens to images, with Docker's attributes: the labels and, last and so stronger, the name. */
final class ImageEvents {
    private static final String TYPE = "image";

    private final EventSink sink;

    ImageEvents(EventSink sink) {
        this.sink = sink;
    }

    /** load, import, untag, delete and save, of which Docker gives the id as the name. */
    void happened(String action, Digest id, Map<String, String> labels) {
        happened(action, id, labels, id.toString());
    }

    /** @param name as people write it */
    void happened(String action, Digest id, Map<String, String> labels, String name) {
        Map<String, String> attributes = new HashMap<>(labels);
        attributes.put("name", name);
        sink.publish(TYPE, action, id.toString(), attributes);
    }

    /** As Docker tells of a pull: what was pulled as the id, its repository as the name. */
    void pulled(ImageName name, Map<String, String> labels) {
        Map<String, String> attributes = new HashMap<>(labels);
        attributes.put("name", name.familiarRepository());
        sink.publish(TYPE, "pull", name.familiar(), attributes);
    }

    /** @param name without a tag when all were pushed */
    void pushed(ImageName name, Map<String, String> labels) {
        Map<String, String> attributes = new HashMap<>(labels);
        attributes.put("name", name.familiarRepository());
        sink.publish(TYPE, "push", name.familiar(), attributes);
    }

    void pruned(long bytes) {
        sink.publish(TYPE, "prune", "", Map.of("reclaimed", String.valueOf(bytes)));
    }
}
