package dev.proa.server.image;

import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.image.ImageImport;
import dev.proa.engine.image.Images;
import dev.proa.image.Digest;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Failures;
import dev.proa.server.http.Query;
import dev.proa.server.http.Router;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Images in and out as streams: load, save, import and pull. Nothing of an archive is held in memory here. */
public final class ArchiveRoutes {
    private static final int BUFFER = 64 << 10;

    /** How much of a refused archive is still read, so that a client in the middle of sending sees the answer. */
    private static final long DRAINED = 64L << 20;

    private final Images images;
    private final PullRoute pull;

    public ArchiveRoutes(Images images) {
        this.images = images;
        this.pull = new PullRoute(images);
    }

    public void addTo(Router router) {
        router.get("/images/get", exchange -> save(exchange, exchange.query().all("names")))
                .get("/images/{name}/get", exchange -> save(exchange, List.of(exchange.name())))
                .post("/images/load", this::load)
                .post("/images/create", this::create);
    }

    private void save(Exchange exchange, List<String> names) throws IOException {
        // Nothing is sent before the first full buffer, so an unknown image is still answered with its own status.
        OutputStream out = new BufferedOutputStream(exchange.replyStream(200, "application/x-tar"), BUFFER);
        images.save(names, out);
        out.close();
    }

    private void load(Exchange exchange) throws IOException {
        ProgressStream progress = new ProgressStream(exchange);
        InputStream archive = exchange.body();
        try {
            images.load(archive, progress::stream);
        } catch (EngineException | IOException failure) {
            drain(archive);
            progress.error(Failures.text(failure));
        }
        progress.end();
    }

    private static void drain(InputStream archive) {
        try {
            byte[] buffer = new byte[BUFFER];
            long drained = 0;
            int length = archive.read(buffer);
            while (length >= 0 && drained < DRAINED) {
                drained += length;
                length = archive.read(buffer);
            }
        } catch (IOException gone) {
            // The client has stopped sending; the answer goes out all the same.
        }
    }

    private void create(Exchange exchange) throws IOException, InterruptedException {
        Query query = exchange.query();
        String image = query.text("fromImage");
        if (!image.isEmpty()) {
            pull.pull(exchange, reference(image, query.text("tag")));
            return;
        }
        ProgressStream progress = new ProgressStream(exchange);
        try {
            progress.status(importTarball(exchange).toString());
        } catch (EngineException | IOException | UncheckedIOException failure) {
            if (!exchange.begun()) {
                drain(exchange.body());
                throw failure;
            }
            progress.error(Failures.text(failure));
        }
        progress.end();
    }

    /** A tag may be a digest. A colon at the end is how docker's {@code pull -a} ends a name. */
    private static String reference(String image, String tag) {
        String name = image.endsWith(":") ? image.substring(0, image.length() - 1) : image;
        if (tag.isEmpty()) {
            return name;
        }
        return name + (tag.contains(":") ? "@" : ":") + tag;
    }

    private Digest importTarball(Exchange exchange) throws IOException {
        Query query = exchange.query();
        String source = query.text("fromSrc");
        if (source.isEmpty()) {
            throw new InvalidArgument("neither fromImage nor fromSrc was given");
        }
        if (!source.equals("-")) {
            throw new NotSupported("importing from a URL is not supported by Proa yet");
        }
        String repository = query.text("repo");
        String message = query.text("message");
        return images.importTarball(
                new ImageImport(
                        repository.isEmpty() ? null : reference(repository, query.text("tag")),
                        message.isEmpty() ? "Imported from -" : message,
                        query.all("changes"),
                        query.textOrNull("platform")),
                exchange.body());
    }
}
