package dev.proa.server.image;

import dev.proa.engine.image.HistoryLine;
import dev.proa.engine.image.ImageDeletion;
import dev.proa.engine.image.ImageSummary;
import dev.proa.engine.image.ImageView;
import dev.proa.image.ContainerConfig;
import dev.proa.image.Digest;
import dev.proa.image.Healthcheck;
import dev.proa.image.ImageConfig;
import dev.proa.server.http.Moments;
import dev.proa.wire.container.GraphDriverBody;
import dev.proa.wire.container.HealthConfig;
import dev.proa.wire.image.HistoryBody;
import dev.proa.wire.image.ImageConfigBody;
import dev.proa.wire.image.ImageDeletedBody;
import dev.proa.wire.image.ImageInspectBody;
import dev.proa.wire.image.ImageMetadata;
import dev.proa.wire.image.ImageSummaryBody;
import dev.proa.wire.image.RootFsBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is to say of images, in the newest version's words. */
public final class ImageWriter {
    private ImageWriter() {}

    public static ImageSummaryBody body(ImageSummary summary) {
        Digest parent = summary.parent();
        return new ImageSummaryBody(
                summary.id().toString(),
                parent == null ? "" : parent.toString(),
                summary.names(),
                summary.digests(),
                summary.created().getEpochSecond(),
                summary.size(),
                summary.sharedSize(),
                0,
                nullIfEmpty(summary.labels()),
                summary.containers());
    }

    static ImageInspectBody body(ImageView view) {
        ImageConfig config = view.config();
        Digest parent = view.parent();
        Instant created = config.created();
        return new ImageInspectBody(
                view.id().toString(),
                view.names(),
                view.digests(),
                parent == null ? "" : parent.toString(),
                view.comment(),
                created == null ? "" : Moments.text(created),
                config.dockerVersion(),
                config.author(),
                body(config.config()),
                config.platform().architecture(),
                config.platform().variant(),
                config.platform().os(),
                config.osVersion(),
                view.size(),
                new GraphDriverBody(view.graph(), "overlay2"),
                new RootFsBody(
                        "layers",
                        config.diffIds().stream().map(Digest::toString).toList()),
                new ImageMetadata(Moments.text(view.lastTagged())));
    }

    private static ImageConfigBody body(ContainerConfig config) {
        return new ImageConfigBody(
                config.user(),
                config.exposedPorts(),
                nullIfEmpty(config.env()),
                nullIfEmpty(config.entrypoint()),
                nullIfEmpty(config.cmd()),
                nullIfEmpty(config.volumes()),
                config.workingDir(),
                nullIfEmpty(config.labels()),
                config.stopSignal(),
                config.argsEscaped(),
                health(config),
                nullIfEmpty(config.onBuild()),
                config.shell());
    }

    private static @Nullable HealthConfig health(ContainerConfig config) {
        Healthcheck health = config.healthcheck();
        return health == null
                ? null
                : new HealthConfig(
                        health.test(),
                        health.interval().toNanos(),
                        health.timeout().toNanos(),
                        health.startPeriod().toNanos(),
                        health.startInterval().toNanos(),
                        health.retries());
    }

    static HistoryBody body(HistoryLine line) {
        Instant created = line.created();
        return new HistoryBody(
                line.id(),
                created == null ? 0 : created.getEpochSecond(),
                line.createdBy(),
                line.names().isEmpty() ? null : line.names(),
                line.size(),
                line.comment());
    }

    static ImageDeletedBody body(ImageDeletion step) {
        return switch (step) {
            case ImageDeletion.Untagged untagged -> new ImageDeletedBody(untagged.reference(), "");
            case ImageDeletion.Deleted deleted -> new ImageDeletedBody("", deleted.id());
        };
    }

    private static @Nullable List<String> nullIfEmpty(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable Set<String> nullIfEmpty(Set<String> set) {
        return set.isEmpty() ? null : set;
    }

    private static @Nullable Map<String, String> nullIfEmpty(Map<String, String> map) {
        return map.isEmpty() ? null : map;
    }
}
