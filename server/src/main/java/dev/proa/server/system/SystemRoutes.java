package dev.proa.server.system;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.system.DiskUsage;
import dev.proa.engine.system.SystemInfo;
import dev.proa.server.container.SummaryWriter;
import dev.proa.server.http.Exchange;
import dev.proa.server.http.Router;
import dev.proa.server.image.ImageWriter;
import dev.proa.server.image.OlderImages;
import dev.proa.wire.system.DiskUsageBody;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Version, information, disk use. */
public final class SystemRoutes {
    private static final Set<String> KINDS = Set.of("container", "image", "volume", "build-cache");

    private final SystemInfo system;

    public SystemRoutes(SystemInfo system) {
        this.system = system;
    }

    public void addTo(Router router) {
        router.get("/version", this::version).get("/info", this::info).get("/system/df", this::diskUsage);
    }

    private void version(Exchange exchange) throws IOException {
        exchange.reply(200, VersionWriter.body(system.version()));
    }

    private void info(Exchange exchange) throws IOException {
        exchange.replyJson(
                200,
                OlderInfo.info(exchange.version(), exchange.json(), InfoWriter.body(system.host(), system.version())));
    }

    private void diskUsage(Exchange exchange) throws IOException {
        List<String> kinds =
                exchange.version().before(42) ? List.of() : exchange.query().all("type");
        for (String kind : kinds) {
            if (!KINDS.contains(kind)) {
                throw new InvalidArgument("unknown object type: " + kind);
            }
        }
        DiskUsage usage = system.diskUsage();
        boolean all = kinds.isEmpty();
        boolean images = all || kinds.contains("image");
        exchange.reply(
                200,
                new DiskUsageBody(
                        images ? usage.layersSize() : 0,
                        images
                                ? usage.images().stream()
                                        .map(image -> OlderImages.measured(exchange.version(), ImageWriter.body(image)))
                                        .toList()
                                : null,
                        all || kinds.contains("container")
                                ? usage.containers().stream()
                                        .map(summary -> SummaryWriter.body(summary, exchange.version()))
                                        .toList()
                                : null,
                        all || kinds.contains("volume") ? List.of() : null,
                        all || kinds.contains("build-cache") ? List.of() : null));
    }
}
