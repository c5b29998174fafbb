package dev.proa.server.http;

import java.util.ArrayList;
import java.util.List;

/** The API's routes; of several that fit the one added first is taken. Filled before the first request. */
public final class Router {
    private final List<Route> routes = new ArrayList<>();

    /** Starts without routes. */
    public Router() {}

    public Router get(String pattern, Operation operation) {
        return add("GET", pattern, operation);
    }

    public Router head(String pattern, Operation operation) {
        return add("HEAD", pattern, operation);
    }

    public Router post(String pattern, Operation operation) {
        return add("POST", pattern, operation);
    }

    public Router put(String pattern, Operation operation) {
        return add("PUT", pattern, operation);
    }

    public Router delete(String pattern, Operation operation) {
        return add("DELETE", pattern, operation);
    }

    private Router add(String method, String pattern, Operation operation) {
        routes.add(Route.of(method, pattern, operation));
        return this;
    }

    /** What a request asks for, its path being without version. */
    Match find(String method, String path) {
        for (Route route : routes) {
            String name = route.match(method, path);
            if (name != null) {
                return new Match(route.operation(), name);
            }
        }
        throw HttpFailure.pageNotFound();
    }

    /** @param name the variable in the path, empty when there is none */
    record Match(Operation operation, String name) {}
}
