package dev.proa.image.registry;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A request to a registry.
 *
 * @param address absolute: {@link RegistryClient#address} or a {@code Location} the registry named
 * @param headers besides {@code Authorization}, which the client adds for its own registry only
 * @param body makes the body anew for each attempt
 * @param scope what it needs to be allowed to
 * @param repeatable whether it may be sent again when the connection breaks or the registry is overloaded
 */
public record RegistryRequest(
        String method,
        URI address,
        Map<String, String> headers,
        Supplier<BodyPublisher> body,
        Scope scope,
        boolean repeatable) {
    public RegistryRequest {
        headers = Map.copyOf(headers);
    }

    /** A request that changes nothing and so may be repeated. */
    public static RegistryRequest get(URI address, Scope scope) {
        return new RegistryRequest("GET", address, Map.of(), BodyPublishers::noBody, scope, true);
    }

    /** As {@link #get}, for the headers alone. */
    public static RegistryRequest head(URI address, Scope scope) {
        return new RegistryRequest("HEAD", address, Map.of(), BodyPublishers::noBody, scope, true);
    }

    /** A request with a body, sent once unless the registry wants to know who asks. */
    public static RegistryRequest send(String method, URI address, Supplier<BodyPublisher> body, Scope scope) {
        return new RegistryRequest(method, address, Map.of(), body, scope, false);
    }

    /** The same with a header more. */
    public RegistryRequest with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new RegistryRequest(method, address, more, body, scope, repeatable);
    }

    /** The same, sent again when it may help, or not. */
    public RegistryRequest repeatable(boolean may) {
        return new RegistryRequest(method, address, headers, body, scope, may);
    }
}
