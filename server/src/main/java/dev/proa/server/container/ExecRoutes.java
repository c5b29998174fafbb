package dev.proa.server.container;

import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.ExecRequest;
import dev.proa.engine.container.ExecView;
import dev.proa.engine.container.Execs;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Hijack;
import dev.proa.server.http.Router;
import dev.proa.wire.container.ExecCreateBody;
import dev.proa.wire.container.ExecInspectBody;
import dev.proa.wire.container.ExecProcess;
import dev.proa.wire.container.ExecStartBody;
import dev.proa.wire.container.IdBody;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commands in running containers. */
public final class ExecRoutes {
    private final Execs execs;

    public ExecRoutes(Execs execs) {
        this.execs = execs;
    }

    public void addTo(Router router) {
        router.post("/containers/{name}/exec", this::create)
                .post("/exec/{name}/start", this::start)
                .post("/exec/{name}/resize", this::resize)
                .get("/exec/{name}/json", this::inspect);
    }

    private void create(Exchange exchange) throws IOException {
        ExecCreateBody body = exchange.body(ExecCreateBody.class);
        List<String> command = body.cmd();
        if (command == null || command.isEmpty()) {
            throw new InvalidArgument("No exec command specified");
        }
        String id = execs.create(
                exchange.name(),
                new ExecRequest(
                        command,
                        body.env() == null ? List.of() : body.env(),
                        emptyToNull(body.user()),
                        emptyToNull(body.workingDir()),
                        body.tty(),
                        body.privileged(),
                        body.attachStdin(),
                        body.attachStdout(),
                        body.attachStderr(),
                        emptyToNull(body.detachKeys()),
                        ConsoleSizes.read(body.tty(), body.consoleSize(), exchange.version())));
        exchange.reply(201, new IdBody(id));
    }

    private void start(Exchange exchange) throws IOException, InterruptedException {
        ExecStartBody options = exchange.bodyOrNull(ExecStartBody.class);
        if (options == null) {
            options = new ExecStartBody(false, false, null);
        }
        String exec = exchange.name();
        execs.inspect(exec);
        if (options.detach()) {
            execs.startDetached(exec);
            exchange.reply(200);
            return;
        }
        Attachment attachment;
        try {
            attachment = execs.start(exec, ConsoleSizes.read(options.tty(), options.consoleSize(), exchange.version()));
        } catch (EngineException failure) {
            // The client learns of it as dockerd tells it: in the stream, and by the exit code in inspect.
            Hijack.begin(exchange, options.tty()).fail(failure.text());
            return;
        }
        try {
            Hijack.begin(exchange, options.tty()).carry(attachment);
        } finally {
            attachment.close();
        }
    }

    private void resize(Exchange exchange) throws IOException {
        WindowSize size = WindowSize.of(exchange);
        execs.resize(exchange.name(), size.rows(), size.columns());
        exchange.reply(200);
    }

    private void inspect(Exchange exchange) throws IOException {
        ExecView exec = execs.inspect(exchange.name());
        ExecRequest request = exec.request();
        List<String> command = request.command();
        exchange.reply(
                200,
                new ExecInspectBody(
                        exec.id(),
                        exec.running(),
                        exec.exitCode(),
                        new ExecProcess(
                                request.tty(),
                                command.getFirst(),
                                command.subList(1, command.size()),
                                request.privileged(),
                                request.user() == null ? "" : request.user()),
                        request.attachStdin(),
                        request.attachStderr(),
                        request.attachStdout(),
                        !exec.running() && exec.exitCode() != null,
                        exec.containerId(),
                        "",
                        exec.pid()));
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
