package dev.proa.server.container;

import dev.proa.engine.container.CommitRequest;
import dev.proa.engine.container.ContainerFiles;
import dev.proa.engine.container.FileArchive;
import dev.proa.engine.container.PathStatus;
import dev.proa.engine.container.WriteOptions;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Moments;
import dev.proa.server.http.Query;
import dev.proa.server.http.Router;
import dev.proa.wire.container.ChangeBody;
import dev.proa.wire.container.ContainerConfigBody;
import dev.proa.wire.container.IdBody;
import dev.proa.wire.container.PathStatBody;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Files of containers: cp, diff, export and commit. Nothing of an archive is held in memory here. */
public final class FileRoutes {
    private static final String STAT_HEADER = "X-Docker-Container-Path-Stat";
    private static final String TAR = "application/x-tar";
    private static final int BUFFER = 256 << 10;

    /** How much of a refused archive is still read, so that a client in the middle of sending sees the answer. */
    private static final long DRAINED = 64L << 20;

    private final ContainerFiles files;

    public FileRoutes(ContainerFiles files) {
        this.files = files;
    }

    public void addTo(Router router) {
        router.head("/containers/{name}/archive", this::status)
                .get("/containers/{name}/archive", this::read)
                .put("/containers/{name}/archive", this::write)
                .get("/containers/{name}/changes", this::changes)
                .get("/containers/{name}/export", this::export)
                .post("/commit", this::commit);
    }

    private static String path(Exchange exchange) {
        String path = exchange.query().text("path");
        if (path.isEmpty()) {
            throw new InvalidArgument("bad parameter: 'path' cannot be empty");
        }
        return path;
    }

    private void status(Exchange exchange) throws IOException {
        announce(exchange, files.status(exchange.name(), path(exchange)));
        exchange.reply(200);
    }

    private static void announce(Exchange exchange, PathStatus status) {
        byte[] json = exchange.json()
                .write(new PathStatBody(
                        status.name(),
                        status.size(),
                        GoFileMode.of(status.mode()),
                        Moments.text(status.modified()),
                        status.linkTarget()));
        exchange.answerHeader(STAT_HEADER, Base64.getEncoder().encodeToString(json));
    }

    private void read(Exchange exchange) throws IOException {
        try (FileArchive archive = files.read(exchange.name(), path(exchange))) {
            announce(exchange, archive.status());
            OutputStream out = new BufferedOutputStream(exchange.replyStream(200, TAR), BUFFER);
            archive.writeTo(out);
            out.close();
        }
    }

    private void write(Exchange exchange) throws IOException {
        Query query = exchange.query();
        InputStream body = exchange.body();
        try {
            files.write(
                    exchange.name(),
                    path(exchange),
                    body,
                    new WriteOptions(query.flag("noOverwriteDirNonDir"), query.flag("copyUIDGID")));
        } catch (EngineException failure) {
            drain(body);
            throw failure;
        }
        exchange.reply(200);
    }

    private static void drain(InputStream archive) {
        try {
            byte[] buffer = new byte[BUFFER];
            long drained = 0;
            for (int n = archive.read(buffer); n >= 0 && drained < DRAINED; n = archive.read(buffer)) {
                drained += n;
            }
        } catch (IOException gone) {
            // The client has stopped sending; the answer goes out all the same.
        }
    }

    private void changes(Exchange exchange) throws IOException {
        exchange.reply(
                200,
                ChangeBody.class,
                files.changes(exchange.name()).stream()
                        .map(change -> new ChangeBody(
                                change.path(),
                                switch (change.kind()) {
                                    case CHANGED -> 0;
                                    case ADDED -> 1;
                                    case DELETED -> 2;
                                }))
                        .toList());
    }

    private void export(Exchange exchange) throws IOException {
        // Nothing is sent before the first full buffer, so a container that is missing is answered with its own status.
        OutputStream out = new BufferedOutputStream(exchange.replyStream(200, "application/octet-stream"), BUFFER);
        files.export(exchange.name(), out);
        out.close();
    }

    private void commit(Exchange exchange) throws IOException {
        Query query = exchange.query();
        ContainerConfigBody body = exchange.bodyOrNull(ContainerConfigBody.class);
        CommitRequest request = new CommitRequest(
                name(query),
                query.text("author"),
                query.text("comment"),
                query.flag("pause", true),
                query.all("changes"),
                body == null ? null : ConfigReader.read(body));
        exchange.reply(
                201, new IdBody(files.commit(query.text("container"), request).toString()));
    }

    private static @Nullable String name(Query query) {
        String repository = query.text("repo");
        String tag = query.text("tag");
        if (repository.isEmpty()) {
            return null;
        }
        return tag.isEmpty() ? repository : repository + ":" + tag;
    }
}
