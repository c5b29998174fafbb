package dev.proa.server.container;

import dev.proa.engine.container.Containers;
import dev.proa.engine.container.LogOptions;
import dev.proa.engine.container.LogStream;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Moments;
import dev.proa.server.http.Router;
import dev.proa.server.http.StreamReply;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** A container's log. */
public final class LogsRoute {
    private final Containers containers;

    public LogsRoute(Containers containers) {
        this.containers = containers;
    }

    public void addTo(Router router) {
        router.get("/containers/{name}/logs", this::logs);
    }

    private void logs(Exchange exchange) throws IOException, InterruptedException {
        LogOptions options = options(exchange);
        LogStream log = containers.logs(exchange.name(), options);
        boolean multiplexed = !log.tty() && !exchange.version().before(42);
        StreamReply.send(
                exchange,
                multiplexed ? "application/vnd.docker.multiplexed-stream" : "application/vnd.docker.raw-stream",
                body -> write(log, options.follow(), body),
                log::close);
    }

    /** Whoever follows wants each line as it comes; otherwise lines travel together. */
    private static void write(LogStream log, boolean follow, OutputStream body) throws IOException {
        if (follow) {
            log.transferTo(body);
        } else {
            BufferedOutputStream gathered = new BufferedOutputStream(body, 64 << 10);
            log.transferTo(gathered);
            gathered.flush();
        }
    }

    private static LogOptions options(Exchange exchange) {
        boolean stdout = exchange.query().flag("stdout");
        boolean stderr = exchange.query().flag("stderr");
        if (!stdout && !stderr) {
            throw new InvalidArgument("must specify at least one of 'stdout' or 'stderr'");
        }
        Instant until = exchange.query().text("until").equals("0") ? null : Moments.parameter(exchange, "until");
        return new LogOptions(
                stdout,
                stderr,
                tail(exchange.query().text("tail")),
                Moments.parameter(exchange, "since"),
                until,
                exchange.query().flag("timestamps"),
                exchange.query().flag("follow"));
    }

    /** As dockerd reads it: what is no number, and what is negative, is everything. */
    private static int tail(String given) {
        try {
            return Math.max(-1, Integer.parseInt(given));
        } catch (NumberFormatException all) {
            return -1;
        }
    }
}
