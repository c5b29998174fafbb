package dev.proa.server.image;

import dev.proa.engine.Filters;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.image.ImagePruneReport;
import dev.proa.engine.image.ImageQuery;
import dev.proa.engine.image.ImageView;
import dev.proa.engine.image.Images;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Operation;
import dev.proa.server.http.Router;
import dev.proa.wire.image.BuildCachePrunedBody;
import dev.proa.wire.image.HistoryBody;
import dev.proa.wire.image.ImageDeletedBody;
import dev.proa.wire.image.ImageSummaryBody;
import dev.proa.wire.image.ImagesPrunedBody;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looking at images, naming and removing them. */
public final class ImageRoutes {
    private final Images images;

    public ImageRoutes(Images images) {
        this.images = images;
    }

    public void addTo(Router router) {
        router.get("/images/json", this::list)
                .get("/images/{name}/json", this::inspect)
                .get("/images/{name}/history", this::history)
                .post("/images/prune", this::prune)
                .post("/images/{name}/tag", this::tag)
                .delete("/images/{name}", this::remove)
                .post("/build", notSupported("building images"))
                .post("/build/cancel", notSupported("building images"))
                .post("/build/prune", this::pruneBuildCache);
    }

    private static Operation notSupported(String what) {
        return _ -> {
            throw new NotSupported(what + " is not supported by Proa yet");
        };
    }

    private void list(Exchange exchange) throws IOException {
        Filters filters = exchange.filters();
        if (exchange.version().before(25) && exchange.query().has("filter") && !filters.has("reference")) {
            Map<String, List<String>> values = new LinkedHashMap<>(filters.values());
            values.put("reference", List.of(exchange.query().text("filter")));
            filters = new Filters(values);
        }
        ImageQuery query = new ImageQuery(
                exchange.query().flag("all"),
                !exchange.version().before(42) && exchange.query().flag("shared-size"),
                filters);
        exchange.reply(
                200,
                ImageSummaryBody.class,
                images.list(query).stream()
                        .map(summary -> OlderImages.listed(exchange.version(), ImageWriter.body(summary)))
                        .toList());
    }

    private void inspect(Exchange exchange) throws IOException {
        ImageView view = images.inspect(exchange.name());
        exchange.replyJson(
                200,
                OlderImages.inspect(
                        exchange.version(), exchange.header("User-Agent"), exchange.json(), ImageWriter.body(view)));
    }

    private void history(Exchange exchange) throws IOException {
        exchange.reply(
                200,
                HistoryBody.class,
                images.history(exchange.name()).stream().map(ImageWriter::body).toList());
    }

    private void tag(Exchange exchange) throws IOException {
        String repository = exchange.query().text("repo");
        if (repository.isEmpty()) {
            throw new InvalidArgument("invalid reference format");
        }
        String tag = exchange.query().text("tag");
        images.tag(exchange.name(), tag.isEmpty() ? repository : repository + ":" + tag);
        exchange.reply(201);
    }

    private void remove(Exchange exchange) throws IOException {
        if (exchange.name().isBlank()) {
            throw new InvalidArgument("image name cannot be blank");
        }
        List<ImageDeletedBody> steps =
                images
                        .remove(
                                exchange.name(),
                                exchange.query().flag("force"),
                                !exchange.query().flag("noprune"))
                        .stream()
                        .map(ImageWriter::body)
                        .toList();
        exchange.reply(200, ImageDeletedBody.class, steps);
    }

    private void prune(Exchange exchange) throws IOException {
        ImagePruneReport report = images.prune(exchange.filters());
        List<ImageDeletedBody> steps =
                report.deletions().stream().map(ImageWriter::body).toList();
        exchange.reply(200, new ImagesPrunedBody(steps.isEmpty() ? null : steps, report.spaceReclaimed()));
    }

    /** There is no build cache, so there is nothing to remove from it. */
    private void pruneBuildCache(Exchange exchange) throws IOException {
        exchange.reply(200, new BuildCachePrunedBody(null, 0));
    }
}
