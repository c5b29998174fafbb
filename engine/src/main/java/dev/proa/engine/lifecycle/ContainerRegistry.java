package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.engine.store.ContainerRow;
import dev.proa.engine.store.ContainerTable;
import dev.proa.image.Digest;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Every container there is, by id and by name; each change goes to the database first and then becomes visible.
 *
 * <p>The lock here guards only the two maps and is never held while something else is waited for.
 */
public final class ContainerRegistry implements ImageUsers {
    private final ContainerTable table;
    private final JsonType<ContainerDefinition> definitions;
    private final JsonType<SavedState> states;
    private final ReentrantLock lock = new ReentrantLock();
    private final NavigableMap<String, Container> byId = new TreeMap<>();
    private final Map<String, Container> byName = new ConcurrentHashMap<>();
    private final Map<Container, SavedRun> unfinished = new HashMap<>();

    public ContainerRegistry(ContainerTable table, Jsonb json) {
        this.table = table;
        this.definitions = json.type(ContainerDefinition.class);
        this.states = json.type(SavedState.class);
        for (ContainerRow row : table.all()) {
            SavedState saved = states.fromJson(row.state());
            Container container = new Container(
                    row.id(),
                    row.name(),
                    row.created(),
                    Digest.parse(row.imageId()),
                    row.layers(),
                    definitions.fromJson(row.definition()),
                    saved.state(),
                    saved.networks(),
                    wanted(row, saved));
            if (saved.ports() != null) {
                container.ports(saved.ports());
            }
            if (saved.removing()) {
                container.beginRemoving();
            }
            if (saved.run() != null) {
                unfinished.put(container, saved.run());
            }
            remember(container);
        }
    }

    /** @throws Conflict when the name is taken; nothing has changed then */
    void add(Container container) {
        lock.lock();
        try {
            refuseTakenName(container.name());
            table.insert(new ContainerRow(
                    container.id(),
                    container.name(),
                    container.created(),
                    container.imageId().toString(),
                    container.layers(),
                    definitions.toJson(container.definition()),
                    states.toJson(saved(container))));
            remember(container);
        } finally {
            lock.unlock();
        }
    }

    /** Shows a new state and saves it; called inside the container's operation. */
    void save(Container container, ContainerState state) {
        container.state(state);
        save(container);
    }

    /** Saves the container's present; called inside its operation. */
    public void save(Container container) {
        table.updateState(container.id(), states.toJson(saved(container)));
    }

    /** Rows of engines that knew one network at a time say nothing but the network mode. */
    private List<EndpointRequest> wanted(ContainerRow row, SavedState saved) {
        return saved.wanted() != null
                ? saved.wanted()
                : List.of(EndpointRequest.of(
                        definitions.fromJson(row.definition()).host().networkMode()));
    }

    private static SavedState saved(Container container) {
        Run run = container.run();
        return new SavedState(
                container.state(),
                run == null ? null : SavedRun.of(run.process().saved()),
                container.networks(),
                container.wantedNetworks(),
                container.removing(),
                container.ports());
    }

    void rename(Container container, String newName) {
        lock.lock();
        try {
            refuseTakenName(newName);
            table.rename(container.id(), newName);
            byName.remove(container.name());
            byName.put(newName, container);
            container.name(newName);
        } finally {
            lock.unlock();
        }
    }

    void remove(Container container) {
        lock.lock();
        try {
            table.delete(container.id());
            byId.remove(container.id());
            byName.remove(container.name(), container);
            container.markGone();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a container out of everybody's sight and frees its name, but keeps a row that names what is left of it
     * until {@link #remove}: an engine that dies in between finds it and finishes.
     */
    void bury(Container container) {
        lock.lock();
        try {
            container.beginRemoving();
            save(container);
            table.rename(container.id(), container.id());
            byId.remove(container.id());
            byName.remove(container.name(), container);
            container.markGone();
        } finally {
            lock.unlock();
        }
    }

    /** Containers that had a process when the engine was last here, for the recovery. */
    public Map<Container, SavedRun> unfinishedRuns() {
        return unfinished;
    }

    /** All containers, in no particular order. */
    public List<Container> all() {
        lock.lock();
        try {
            return List.copyOf(byId.values());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Finds a container as Docker does: by full id, then by name, then by the unique beginning of an id.
     *
     * @throws NotFound when there is none
     * @throws InvalidArgument when several ids begin so
     */
    public Container find(String reference) {
        if (reference.isEmpty()) {
            throw new InvalidArgument("No container name or ID supplied");
        }
        lock.lock();
        try {
            Container exact = byId.get(reference);
            if (exact != null) {
                return exact;
            }
            Container named = byName.get(reference.startsWith("/") ? reference.substring(1) : reference);
            if (named != null) {
                return named;
            }
            Collection<Container> matches = beginningWith(reference);
            if (matches.size() > 1) {
                throw new InvalidArgument("multiple IDs found with provided prefix: " + reference);
            }
            return matches.stream().findFirst().orElseThrow(() -> new NotFound("No such container: " + reference));
        } finally {
            lock.unlock();
        }
    }

    private Collection<Container> beginningWith(String prefix) {
        // '~' sorts behind every hexadecimal digit.
        return byId.subMap(prefix, true, prefix + "~", true).values();
    }

    private void remember(Container container) {
        byId.put(container.id(), container);
        byName.put(container.name(), container);
    }

    private void refuseTakenName(String name) {
        Container holder = byName.get(name);
        if (holder != null) {
            throw new Conflict("Conflict. The container name \"/" + name + "\" is already in use by container \""
                    + holder.id() + "\". You have to remove (or rename) that container to be able to reuse that name.");
        }
    }

    @Override
    public List<User> users() {
        return all().stream()
                .map(container ->
                        new User(container.id(), container.run() != null, container.imageId(), container.layers()))
                .toList();
    }
}
