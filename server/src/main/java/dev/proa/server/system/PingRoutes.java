package dev.proa.server.system;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.proa.server.http.Exchange;
import dev.proa.server.http.Router;
import java.io.IOException;

/** Whether the engine is there, and by its headers which versions of the API it speaks. */
public final class PingRoutes {
    /** Starts without state. */
    public PingRoutes() {}

    public void addTo(Router router) {
        router.get("/_ping", exchange -> ping(exchange, "OK")).head("/_ping", exchange -> ping(exchange, ""));
    }

    private void ping(Exchange exchange, String body) throws IOException {
        // Version 1 is the classic builder: clients then do not look for BuildKit.
        exchange.answerHeader("Builder-Version", "1");
        exchange.answerHeader("Cache-Control", "no-cache, no-store, must-revalidate");
        exchange.answerHeader("Pragma", "no-cache");
        exchange.answerHeader("Swarm", "inactive");
        exchange.reply(200, "text/plain; charset=utf-8", body.getBytes(US_ASCII));
    }
}
