package dev.proa.engine.container;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;

/**
 * Which of a container's ports are to be published.
 *
 * @param all also the exposed ones that have no binding, at any free port
 * @param bindings {@code 80/tcp} to where on the host; an empty list: anywhere
 */
@Json
public record PortPublishing(boolean all, Map<String, List<HostPort>> bindings) {
    public static final PortPublishing NONE = new PortPublishing(false, Map.of());

    /**
     * Where on the host, as the user said it.
     *
     * @param ip empty: at all addresses
     * @param port a number, a range such as {@code 8000-8010}, or empty or 0: any that is free
     */
    @Json
    public record HostPort(String ip, String port) {}
}
