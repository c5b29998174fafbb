package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerState;
import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.container.PublishedPort;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.network.EndpointRequest;
import dev.proa.image.Digest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A container that exists: what it is, what it does right now, and the lock under which that changes.
 *
 * <p>{@link #change} runs one operation at a time; what is read without it is a consistent snapshot that may be
 * outdated a moment later. The row in the database is written by whoever changes the state, inside the operation,
 * through {@link ContainerRegistry}.
 */
public final class Container {
    private final String id;
    private final Instant created;
    private final Digest imageId;
    private final List<String> layers;
    private final ContainerDefinition definition;
    private final Exits exits = new Exits();
    private final AttachmentPoint attachments = new AttachmentPoint();

    private final ReentrantLock operation = new ReentrantLock();

    private volatile String name;
    private volatile ContainerState state;
    private volatile List<NetworkEndpoint> networks;
    private volatile List<PublishedPort> ports = List.of();
    private volatile List<EndpointRequest> wantedNetworks;
    private volatile boolean removing;
    private volatile boolean gone;
    private volatile boolean keptThroughEnd;

    /** Set while the container has a process; the run's own resources are released through it. */
    private volatile @Nullable Run run;

    Container(
            String id,
            String name,
            Instant created,
            Digest imageId,
            List<String> layers,
            ContainerDefinition definition,
            ContainerState state,
            List<NetworkEndpoint> networks,
            List<EndpointRequest> wantedNetworks) {
        this.id = id;
        this.name = name;
        this.created = created;
        this.imageId = imageId;
        this.layers = List.copyOf(layers);
        this.definition = definition;
        this.state = state;
        this.networks = List.copyOf(networks);
        this.wantedNetworks = List.copyOf(wantedNetworks);
    }

    public String id() {
        return id;
    }

    public Instant created() {
        return created;
    }

    public Digest imageId() {
        return imageId;
    }

    /** Chain IDs of the image's layers, lowest first. */
    public List<String> layers() {
        return layers;
    }

    public ContainerDefinition definition() {
        return definition;
    }

    /** Without the leading slash. */
    public String name() {
        return name;
    }

    public ContainerState state() {
        return state;
    }

    /** Its place in its networks during the current run, empty between runs. */
    public List<NetworkEndpoint> networks() {
        return networks;
    }

    /** Its ports that can be reached on the host during the current run. */
    public List<PublishedPort> ports() {
        return ports;
    }

    /** The networks it is to be in whenever it runs, that of its network mode first. */
    public List<EndpointRequest> wantedNetworks() {
        return wantedNetworks;
    }

    public Exits exits() {
        return exits;
    }

    /** Where clients take hold of the startup command's streams. */
    public AttachmentPoint attachments() {
        return attachments;
    }

    /** What the running process holds, null while there is none. */
    public @Nullable Run run() {
        return run;
    }

    /**
     * @throws Conflict in Docker's words when there is no process
     */
    public Run runningOrConflict() {
        Run current = run;
        if (current == null) {
            throw new Conflict("container " + id + " is not running");
        }
        return current;
    }

    void name(String newName) {
        name = newName;
    }

    void state(ContainerState newState) {
        state = newState;
    }

    /** Changed inside an operation, by whoever saves it then. */
    public void networks(List<NetworkEndpoint> newNetworks) {
        networks = List.copyOf(newNetworks);
    }

    /** Told by who publishes them, inside the operation. */
    public void ports(List<PublishedPort> newPorts) {
        ports = List.copyOf(newPorts);
    }

    /** Changed inside an operation, by whoever saves it then. */
    public void wantedNetworks(List<EndpointRequest> wanted) {
        wantedNetworks = List.copyOf(wanted);
    }

    void run(@Nullable Run newRun) {
        run = newRun;
    }

    /** @return false when somebody else is removing it already */
    boolean beginRemoving() {
        synchronized (exits) {
            if (removing) {
                return false;
            }
            removing = true;
            return true;
        }
    }

    void giveUpRemoving() {
        removing = false;
    }

    public boolean removing() {
        return removing;
    }

    /** Whether it is removed, or being so and losing its files. */
    public boolean goes() {
        return gone
                || switch (state.status()) {
                    case REMOVING, DEAD -> true;
                    default -> false;
                };
    }

    /** The next end of a run is the middle of a restart: it does not remove the container. */
    void keepThroughNextEnd() {
        keptThroughEnd = true;
    }

    /** Whether {@link #keepThroughNextEnd} was said; asking forgets it. */
    boolean takeKeptThroughEnd() {
        boolean kept = keptThroughEnd;
        keptThroughEnd = false;
        return kept;
    }

    void markGone() {
        gone = true;
    }

    /**
     * Runs an operation when no other runs.
     *
     * @throws NotFound when the container was removed meanwhile
     */
    public void change(Runnable work) {
        operation.lock();
        try {
            if (gone) {
                throw new NotFound("No such container: " + id);
            }
            work.run();
        } finally {
            operation.unlock();
        }
    }
}
