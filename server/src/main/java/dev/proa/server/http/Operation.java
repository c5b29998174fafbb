package dev.proa.server.http;

import java.io.IOException;

/** What a route does: answers one request, on the request's own virtual thread. */
@FunctionalInterface
public interface Operation {
    /**
     * Answers the request.
     *
     * <p>What is thrown before anything was sent becomes the error's status and message; later it ends the connection.
     */
    void answer(Exchange exchange) throws IOException, InterruptedException;
}
