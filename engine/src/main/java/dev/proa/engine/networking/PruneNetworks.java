package dev.proa.engine.networking;

import dev.proa.engine.Filters;
import dev.proa.engine.LabelFilter;
import dev.proa.engine.PointInTime;
import dev.proa.engine.PruneReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code network prune}: removes networks that no running container is in. */
final class PruneNetworks {
    private static final Set<String> KEYS = Set.of("label", "label!", "until");

    private final NetworkRegistry networks;
    private final RemoveNetwork removal;
    private final NetworkEvents events;

    PruneNetworks(NetworkRegistry networks, RemoveNetwork removal, NetworkEvents events) {
        this.networks = networks;
        this.removal = removal;
        this.events = events;
    }

    PruneReport prune(Filters filters) {
        filters.accepting(KEYS);
        Optional<Instant> until = PointInTime.until(filters, Instant.now());
        List<String> removed = new ArrayList<>();
        for (Network network : networks.all().stream()
                .sorted(Comparator.comparing(Network::created))
                .toList()) {
            if (!network.predefined() && wanted(network, filters, until) && removal.removed(network)) {
                removed.add(network.name());
            }
        }
        events.pruned();
        return new PruneReport(removed, 0);
    }

    private static boolean wanted(Network network, Filters filters, Optional<Instant> until) {
        return (until.isEmpty() || !network.created().isAfter(until.get()))
                && LabelFilter.prunes(filters, network.spec().labels());
    }
}
