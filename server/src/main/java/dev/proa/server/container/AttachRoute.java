package dev.proa.server.container;

import dev.proa.engine.container.AttachOptions;
import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.Containers;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Hijack;
import dev.proa.server.http.Query;
import dev.proa.server.http.Router;
import dev.proa.server.http.WebSocketHijack;
import java.io.IOException;

/** A container's streams over a connection. The answer means that nothing written from now on is missed. */
public final class AttachRoute {
    private final Containers containers;

    public AttachRoute(Containers containers) {
        this.containers = containers;
    }

    public void addTo(Router router) {
        router.post("/containers/{name}/attach", this::attach).get("/containers/{name}/attach/ws", this::webSocket);
    }

    private void webSocket(Exchange exchange) {
        Query query = exchange.query();
        // Clients before 1.42 could not choose, and those before 1.28 got text, whatever was in it.
        boolean all = exchange.version().before(42);
        Attachment attachment = containers.attach(
                exchange.name(),
                new AttachOptions(
                        query.flag("logs"),
                        query.flag("stream"),
                        all || query.flag("stdin"),
                        all || query.flag("stdout"),
                        all || query.flag("stderr"),
                        query.textOrNull("detachKeys")));
        WebSocketHijack.begin(exchange, attachment, !exchange.version().before(28));
    }

    private void attach(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query();
        Attachment attachment = containers.attach(
                exchange.name(),
                new AttachOptions(
                        query.flag("logs"),
                        query.flag("stream"),
                        query.flag("stdin"),
                        query.flag("stdout"),
                        query.flag("stderr"),
                        query.textOrNull("detachKeys")));
        Hijack hijack;
        try {
            hijack = Hijack.begin(exchange, attachment.tty());
        } catch (IOException | RuntimeException gone) {
            attachment.close();
            throw gone;
        }
        hijack.carry(attachment);
    }
}
