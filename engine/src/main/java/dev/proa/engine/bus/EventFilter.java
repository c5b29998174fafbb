package dev.proa.engine.bus;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.event.Event;
import java.util.List;
import java.util.Set;

/** Which events a listener wants, by Docker's filter keys. */
final class EventFilter {
    private static final Set<String> KEYS = Set.of(
            "config",
            "container",
            "daemon",
            "event",
            "image",
            "label",
            "network",
            "node",
            "plugin",
            "scope",
            "secret",
            "service",
            "type",
            "volume");

    private final Filters filters;

    EventFilter(Filters filters) {
        this.filters = filters.accepting(KEYS);
    }

    boolean accepts(Event event) {
        return action(event)
                && oneOf("type", event.type())
                && oneOf("scope", "local")
                && actor("container", event)
                && actor("network", event)
                && actor("volume", event)
                && actor("daemon", event)
                && image(event)
                && none("config")
                && none("node")
                && none("plugin")
                && none("secret")
                && none("service")
                && new LabelFilter(filters.of("label")).matches(event.attributes());
    }

    /** {@code exec_create: sh} is asked for as {@code exec_create}. */
    private boolean action(Event event) {
        if (!filters.has("event")) {
            return true;
        }
        int colon = event.action().indexOf(':');
        String word = colon < 0 ? event.action() : event.action().substring(0, colon);
        return filters.of("event").contains(event.action())
                || filters.of("event").contains(word);
    }

    private boolean oneOf(String key, String value) {
        return !filters.has(key) || filters.of(key).contains(value);
    }

    private boolean none(String key) {
        return !filters.has(key);
    }

    private boolean actor(String type, Event event) {
        if (!filters.has(type)) {
            return true;
        }
        // A network's events are also about the container that joined it.
        String id =
                event.type().equals(type) ? event.actorId() : event.attributes().getOrDefault(type, "");
        String name = event.attributes().getOrDefault("name", "");
        List<String> wanted = filters.of(type);
        return !id.isEmpty()
                && wanted.stream()
                        .anyMatch(value ->
                                id.startsWith(value) || (event.type().equals(type) && name.equals(trimSlash(value))));
    }

    private static String trimSlash(String name) {
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private boolean image(Event event) {
        if (!filters.has("image")) {
            return true;
        }
        String subject = event.type().equals("image")
                ? event.actorId()
                : event.attributes().getOrDefault("image", "");
        String name = event.attributes().getOrDefault(event.type().equals("image") ? "name" : "image", "");
        return filters.of("image").stream()
                .anyMatch(value -> subject.equals(value)
                        || name.equals(value)
                        || withoutTag(subject).equals(value)
                        || withoutTag(name).equals(value));
    }

    private static String withoutTag(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
