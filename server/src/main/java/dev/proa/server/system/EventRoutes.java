package dev.proa.server.system;

import dev.proa.engine.event.Event;
import dev.proa.engine.event.EventStream;
import dev.proa.engine.event.Events;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.server.http.ApiVersion;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Moments;
import dev.proa.server.http.Router;
import dev.proa.server.http.StreamReply;
import dev.proa.wire.json.WireJson;
import dev.proa.wire.system.EventActor;
import dev.proa.wire.system.EventBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The engine's events, one JSON document a line, each sent at once. */
public final class EventRoutes {
    private final Events events;

    public EventRoutes(Events events) {
        this.events = events;
    }

    public void addTo(Router router) {
        router.get("/events", this::events);
    }

    private void events(Exchange exchange) throws IOException, InterruptedException {
        @Nullable Instant since = Moments.parameter(exchange, "since");
        @Nullable Instant until = Moments.parameter(exchange, "until");
        if (since != null && until != null && until.isBefore(since)) {
            throw new InvalidArgument("`since` time (" + exchange.query().text("since")
                    + ") cannot be after `until` time (" + exchange.query().text("until") + ")");
        }
        EventStream stream = events.subscribe(since, until, exchange.filters());
        StreamReply.send(
                exchange,
                "application/json",
                body -> write(stream, exchange.version(), exchange.json(), body),
                stream::close);
    }

    private static void write(EventStream stream, ApiVersion version, WireJson json, OutputStream body)
            throws IOException, InterruptedException {
        Event event = stream.next();
        while (event != null) {
            // Docker has told of new images since 1.46 only.
            boolean unknown = version.before(46)
                    && event.type().equals("image")
                    && event.action().equals("create");
            if (!unknown) {
                ByteArrayOutputStream line = new ByteArrayOutputStream(256);
                line.write(json.write(body(event)));
                line.write('\n');
                body.write(line.toByteArray());
            }
            event = stream.next();
        }
    }

    private static EventBody body(Event event) {
        boolean container = event.type().equals("container");
        boolean named = container || event.type().equals("image");
        Instant time = event.time();
        return new EventBody(
                named ? event.action() : "",
                named ? event.actorId() : "",
                container ? event.attributes().getOrDefault("image", "") : "",
                event.type(),
                event.action(),
                new EventActor(event.actorId(), event.attributes()),
                "local",
                time.getEpochSecond(),
                time.getEpochSecond() * 1_000_000_000L + time.getNano());
    }
}
