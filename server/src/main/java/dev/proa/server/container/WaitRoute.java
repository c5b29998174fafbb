package dev.proa.server.container;

import dev.proa.engine.container.ContainerExit;
import dev.proa.engine.container.Containers;
import dev.proa.engine.container.PendingExit;
import dev.proa.engine.container.WaitCondition;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Router;
import dev.proa.server.http.StreamReply;
import dev.proa.wire.container.WaitBody;
import dev.proa.wire.container.WaitError;
import java.io.IOException;

/**
 * Waiting for a container. The status is sent as soon as the wait has begun, so that a client knows it may start the
 * container without missing its end; the body follows when there is something to tell.
 */
public final class WaitRoute {
    private final Containers containers;

    public WaitRoute(Containers containers) {
        this.containers = containers;
    }

    public void addTo(Router router) {
        router.post("/containers/{name}/wait", this::await);
    }

    private void await(Exchange exchange) throws IOException, InterruptedException {
        PendingExit pending = containers.await(exchange.name(), condition(exchange));
        StreamReply.send(
                exchange,
                "application/json",
                body -> body.write(exchange.json().write(body(pending.await()))),
                pending::close);
    }

    private static WaitBody body(ContainerExit exit) {
        return new WaitBody(exit.error().isEmpty() ? null : new WaitError(exit.error()), exit.exitCode());
    }

    private static WaitCondition condition(Exchange exchange) {
        String given = exchange.version().before(30) ? "" : exchange.query().text("condition");
        return switch (given) {
            case "", "not-running" -> WaitCondition.NOT_RUNNING;
            case "next-exit" -> WaitCondition.NEXT_EXIT;
            case "removed" -> WaitCondition.REMOVED;
            default -> throw new InvalidArgument("invalid condition: \"" + given + "\"");
        };
    }
}
