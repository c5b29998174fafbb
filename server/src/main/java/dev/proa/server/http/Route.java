package dev.proa.server.http;

import org.jspecify.annotations.Nullable;

/**
 * A method and a path.
 *
 * <p>A path has at most one variable, <code>{name}</code>, which may be any text with slashes in it, as names of
 * images have: {@code /images/ghcr.io/a/b:1/json}.
 */
record Route(String method, String before, @Nullable String after, Operation operation) {
    static Route of(String method, String pattern, Operation operation) {
        int variable = pattern.indexOf('{');
        return variable < 0
                ? new Route(method, pattern, null, operation)
                : new Route(
                        method, pattern.substring(0, variable), pattern.substring(pattern.indexOf('}') + 1), operation);
    }

    /** The variable's value when the path is this route's, empty for a route without one; null: another route's. */
    @Nullable
    String match(String requestMethod, String path) {
        if (!method.equals(requestMethod) || !path.startsWith(before)) {
            return null;
        }
        if (after == null) {
            return path.length() == before.length() ? "" : null;
        }
        int length = path.length() - before.length() - after.length();
        if (length < 1 || !path.endsWith(after)) {
            return null;
        }
        return path.substring(before.length(), before.length() + length);
    }
}
