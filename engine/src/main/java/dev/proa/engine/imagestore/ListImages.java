package dev.proa.engine.imagestore;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.PointInTime;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.image.ImageQuery;
import dev.proa.engine.image.ImageSummary;
import dev.proa.engine.lifecycle.ImageUsers;
import dev.proa.engine.store.ImageRow;
import dev.proa.engine.store.ImageTable;
import dev.proa.image.Digest;
import dev.proa.image.ImageConfig;
import dev.proa.image.ImageName;
import dev.proa.snapshot.ChainId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Images, the newest first, with Docker's filters. */
final class ListImages {
    private static final Set<String> KEYS = Set.of("dangling", "label", "before", "since", "reference", "until");

    private final ImageTable images;
    private final LayerSizes layers;
    private final ImageResolver resolver;
    private final ImageConfigs configs;
    private final ImageUsers containers;

    ListImages(
            ImageTable images, LayerSizes layers, ImageResolver resolver, ImageConfigs configs, ImageUsers containers) {
        this.images = images;
        this.layers = layers;
        this.resolver = resolver;
        this.configs = configs;
        this.containers = containers;
    }

    List<ImageSummary> run(ImageQuery query) {
        Filters filters = query.filters().accepting(KEYS);
        boolean danglingOnly = filters.flag("dangling", false);
        Instant before = before(filters);
        Instant since = since(filters);
        List<PathPattern> patterns =
                filters.of("reference").stream().map(PathPattern::new).toList();
        LabelFilter labels = new LabelFilter(filters.of("label"));

        List<ImageRow> rows = images.all();
        Map<Digest, List<ImageName>> names = images.names();
        Map<Digest, Long> uses = containers.users().stream()
                .collect(Collectors.groupingBy(ImageUsers.User::image, Collectors.counting()));
        Map<ChainId, Long> sharers = query.sharedSize()
                ? rows.stream()
                        .flatMap(row -> row.layers().stream())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                : Map.of();

        List<ImageSummary> summaries = new ArrayList<>();
        for (ImageRow row : rows) {
            Optional<ImageConfig> config = configs.find(row.id());
            if (config.isEmpty() || !labels.matches(config.get().config().labels())) {
                continue;
            }
            Instant created = ImageConfigs.created(config.get());
            if ((before != null && !created.isBefore(before)) || (since != null && !created.isAfter(since))) {
                continue;
            }
            List<ImageName> all = names.getOrDefault(row.id(), List.of());
            List<ImageName> shown = all.stream()
                    .filter(name -> patterns.isEmpty() || matches(name, patterns))
                    .toList();
            boolean tagged = shown.stream().anyMatch(name -> name.digest() == null);
            if (tagged ? danglingOnly : !wantsUntagged(filters, danglingOnly, shown)) {
                continue;
            }
            summaries.add(new ImageSummary(
                    row.id(),
                    null,
                    familiar(shown, false),
                    familiar(shown, true),
                    created,
                    layers.of(row.layers()),
                    query.sharedSize() ? shared(row, sharers) : -1,
                    config.get().config().labels(),
                    Math.toIntExact(uses.getOrDefault(row.id(), 0L))));
        }
        summaries.sort(Comparator.comparing(ImageSummary::created)
                .reversed()
                .thenComparing(summary -> summary.id().hex()));
        return summaries;
    }

    private static boolean wantsUntagged(Filters filters, boolean danglingOnly, List<ImageName> shown) {
        if (shown.isEmpty()) {
            return !filters.has("reference") && (danglingOnly || !filters.has("dangling"));
        }
        return true;
    }

    /** Docker's meaning of several values: the strictest. */
    private @Nullable Instant before(Filters filters) {
        Instant earliest = null;
        for (String image : filters.of("before")) {
            earliest = earlier(
                    earliest,
                    ImageConfigs.created(configs.of(resolver.row(image).id())));
        }
        Instant now = Instant.now();
        for (String until : filters.of("until")) {
            try {
                earliest = earlier(earliest, PointInTime.parse(until, now));
            } catch (InvalidArgument malformed) {
                throw new InvalidArgument("invalid value for 'until' filter: " + malformed.text());
            }
        }
        return earliest;
    }

    private static Instant earlier(@Nullable Instant one, Instant other) {
        return one == null || other.isBefore(one) ? other : one;
    }

    private @Nullable Instant since(Filters filters) {
        Instant latest = null;
        for (String image : filters.of("since")) {
            Instant created =
                    ImageConfigs.created(configs.of(resolver.row(image).id()));
            latest = latest == null || created.isAfter(latest) ? created : latest;
        }
        return latest;
    }

    private static boolean matches(ImageName name, List<PathPattern> patterns) {
        List<String> spellings =
                List.of(name.familiar(), name.familiarRepository(), name.canonical(), name.repository());
        return patterns.stream().anyMatch(pattern -> spellings.stream().anyMatch(pattern::matches));
    }

    private static List<String> familiar(List<ImageName> names, boolean digests) {
        return names.stream()
                .filter(name -> (name.digest() != null) == digests)
                .map(ImageName::familiar)
                .toList();
    }

    private long shared(ImageRow row, Map<ChainId, Long> sharers) {
        return layers.of(row.layers().stream()
                .filter(layer -> sharers.getOrDefault(layer, 0L) > 1)
                .toList());
    }
}
