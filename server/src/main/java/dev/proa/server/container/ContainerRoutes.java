package dev.proa.server.container;

import dev.proa.engine.PruneReport;
import dev.proa.engine.container.ContainerQuery;
import dev.proa.engine.container.ContainerRequest;
import dev.proa.engine.container.Containers;
import dev.proa.engine.container.CreatedContainer;
import dev.proa.engine.container.ProcessTable;
import dev.proa.engine.container.RemoveOptions;
import dev.proa.engine.container.StopOptions;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Router;
import dev.proa.wire.container.ContainerConfigBody;
import dev.proa.wire.container.ContainerConfigBuilder;
import dev.proa.wire.container.ContainerCreatedBody;
import dev.proa.wire.container.ContainerSummaryBody;
import dev.proa.wire.container.ContainersPrunedBody;
import dev.proa.wire.container.TopBody;
import java.io.IOException;
import java.util.OptionalInt;

/** Making, looking at, changing and removing containers. */
public final class ContainerRoutes {
    private static final ContainerConfigBody NOTHING = new ContainerConfigBuilder().build();

    private final Containers containers;

    public ContainerRoutes(Containers containers) {
        this.containers = containers;
    }

    public void addTo(Router router) {
        router.get("/containers/json", this::list)
                .get("/containers/{name}/json", this::inspect)
                .get("/containers/{name}/top", this::top)
                .post("/containers/create", this::create)
                .post("/containers/prune", this::prune)
                .post("/containers/{name}/start", this::start)
                .post("/containers/{name}/stop", this::stop)
                .post("/containers/{name}/restart", this::restart)
                .post("/containers/{name}/kill", this::kill)
                .post("/containers/{name}/pause", this::pause)
                .post("/containers/{name}/unpause", this::unpause)
                .post("/containers/{name}/rename", this::rename)
                .post("/containers/{name}/resize", this::resize)
                .delete("/containers/{name}", this::remove);
    }

    private void create(Exchange exchange) throws IOException {
        ContainerConfigBody body = exchange.body(ContainerConfigBody.class);
        if (body.equals(NOTHING)) {
            throw new InvalidArgument("config cannot be empty in order to create a container");
        }
        CreatedContainer created = containers.create(new ContainerRequest(
                exchange.query().textOrNull("name"),
                exchange.version().before(41) ? null : exchange.query().textOrNull("platform"),
                ConfigReader.read(body),
                HostConfigReader.read(body, exchange.version()),
                EndpointsReader.read(body, exchange.version())));
        exchange.reply(201, new ContainerCreatedBody(created.id(), created.warnings()));
    }

    private void list(Exchange exchange) throws IOException {
        ContainerQuery query = new ContainerQuery(
                exchange.query().flag("all"),
                exchange.query().integer("limit").orElse(0),
                exchange.query().flag("size"),
                exchange.filters());
        exchange.reply(
                200,
                ContainerSummaryBody.class,
                containers.list(query).stream()
                        .map(summary -> SummaryWriter.body(summary, exchange.version()))
                        .toList());
    }

    private void inspect(Exchange exchange) throws IOException {
        exchange.reply(
                200,
                InspectWriter.body(
                        containers.inspect(exchange.name(), exchange.query().flag("size")), exchange.version()));
    }

    private void top(Exchange exchange) throws IOException {
        ProcessTable table = containers.top(exchange.name(), exchange.query().text("ps_args"));
        exchange.reply(200, new TopBody(table.titles(), table.processes()));
    }

    private void prune(Exchange exchange) throws IOException {
        PruneReport report = containers.prune(exchange.filters());
        exchange.reply(
                200,
                new ContainersPrunedBody(
                        report.removed().isEmpty() ? null : report.removed(), report.spaceReclaimed()));
    }

    private void start(Exchange exchange) throws IOException {
        // A body was HostConfig before API 1.24; moby takes up to seven bytes for an empty one.
        if (exchange.bodyLength() > 7) {
            throw new InvalidArgument("starting container with non-empty request body was deprecated since API v1.22"
                    + " and removed in v1.24");
        }
        containers.start(exchange.name());
        exchange.reply(204);
    }

    private void stop(Exchange exchange) throws IOException {
        containers.stop(exchange.name(), stopOptions(exchange));
        exchange.reply(204);
    }

    private void restart(Exchange exchange) throws IOException {
        containers.restart(exchange.name(), stopOptions(exchange));
        exchange.reply(204);
    }

    private static StopOptions stopOptions(Exchange exchange) {
        OptionalInt seconds = exchange.query().integer("t");
        return new StopOptions(
                exchange.version().before(42) ? null : exchange.query().textOrNull("signal"),
                seconds.isPresent() ? seconds.getAsInt() : null);
    }

    private void kill(Exchange exchange) throws IOException {
        String signal = exchange.query().text("signal");
        containers.kill(exchange.name(), signal.isEmpty() ? "SIGKILL" : signal);
        exchange.reply(204);
    }

    private void pause(Exchange exchange) throws IOException {
        containers.pause(exchange.name());
        exchange.reply(204);
    }

    private void unpause(Exchange exchange) throws IOException {
        containers.unpause(exchange.name());
        exchange.reply(204);
    }

    private void rename(Exchange exchange) throws IOException {
        containers.rename(exchange.name(), exchange.query().text("name"));
        exchange.reply(204);
    }

    private void resize(Exchange exchange) throws IOException {
        WindowSize size = WindowSize.of(exchange);
        containers.resize(exchange.name(), size.rows(), size.columns());
        exchange.reply(200);
    }

    private void remove(Exchange exchange) throws IOException {
        containers.remove(
                exchange.name(),
                new RemoveOptions(
                        exchange.query().flag("force"), exchange.query().flag("v")));
        exchange.reply(204);
    }
}
