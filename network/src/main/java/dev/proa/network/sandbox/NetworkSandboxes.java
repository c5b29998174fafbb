package dev.proa.network.sandbox;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.RtNetlink;
import dev.proa.linux.netlink.VethPair;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.HostNetwork;
import dev.proa.network.address.AddressAllocator;
import dev.proa.network.address.Lease;
import dev.proa.network.address.MacAddresses;
import dev.proa.network.bridge.BridgeNetwork;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The network sandboxes of an engine's containers, pinned at {@code <runDir>/netns/<container id>}.
 *
 * <p>A sandbox lives on when the engine ends, so that its container does. After a crash, {@link #retain} removes those
 * of containers that are gone, with their cables and leases, however far they had been made.
 *
 * <p>Safe for use by any thread; the calls for one container come one after another. Closing removes the prepared
 * namespaces, not the sandboxes.
 */
public final class NetworkSandboxes implements AutoCloseable {
    private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");
    private static final String CONTAINER_INTERFACE = "eth0";
    private static final int ID_DIGITS_IN_NAME = 11;

    private final Path directory;
    private final HostNetwork host;
    private final AddressAllocator addresses;
    private final NamespacePool pool;

    /**
     * Makes the directories below the run directory, and begins to prepare namespaces.
     *
     * @param runDir this engine's alone, on a file system that a reboot clears
     * @param host where bridges live; stays its owner's
     * @param prepared how many namespaces are kept ready; each takes some hundred kilobytes of kernel memory. 0 makes
     *     each when it is needed
     */
    public NetworkSandboxes(Path runDir, HostNetwork host, AddressAllocator addresses, int prepared)
            throws IOException {
        this.directory = Files.createDirectories(runDir.resolve("netns"));
        this.host = host;
        this.addresses = addresses;
        this.pool = new NamespacePool(Files.createDirectories(runDir.resolve("netns-pool")), prepared);
    }

    /**
     * Makes a container's sandbox, in place of one that it may have.
     *
     * @param containerId 64 hexadecimal digits
     * @throws IOException when it cannot be made; then nothing is left of it
     */
    public Sandbox create(String containerId, Attachment attachment) throws IOException {
        Path pin = pin(containerId);
        if (Files.exists(pin)) {
            release(containerId);
        }
        PreparedNamespace prepared = pool.take();
        try {
            NetworkNamespace namespace = prepared.pinAlsoTo(pin);
            Optional<Endpoint> endpoint = switch (attachment) {
                case Attachment.Isolated _ -> Optional.empty();
                case Attachment.Bridged(BridgeNetwork network) -> Optional.of(connect(containerId, network, prepared));
            };
            return new Sandbox(containerId, namespace, endpoint);
        } catch (FileAlreadyExistsException twice) {
            // Not ours to undo: another call for this container made it meanwhile.
            throw twice;
        } catch (IOException | RuntimeException failure) {
            try {
                release(containerId);
            } catch (IOException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        } finally {
            pool.dispose(prepared);
        }
    }

    /**
     * The sandbox that a container has, for example since before a restart of the engine.
     *
     * @param attachment what it was made with
     * @return empty when there is none, or when it lacks what the attachment calls for
     */
    public Optional<Sandbox> find(String containerId, Attachment attachment) {
        NetworkNamespace namespace = new NetworkNamespace(pin(containerId));
        if (!namespace.exists()) {
            return Optional.empty();
        }
        return switch (attachment) {
            case Attachment.Isolated _ -> Optional.of(new Sandbox(containerId, namespace, Optional.empty()));
            case Attachment.Bridged(BridgeNetwork network) ->
                addresses
                        .find(network.id(), containerId)
                        .filter(lease -> network.gateway().contains(lease.address()))
                        .map(lease -> new Sandbox(containerId, namespace, Optional.of(endpoint(network, lease))));
        };
    }

    /**
     * Removes a container's sandbox, its cable and its leases; content when they are gone already.
     *
     * @throws IOException when something is left; the address then stays leased unless its cable is gone
     */
    public void release(String containerId) throws IOException {
        NetworkNamespace namespace = new NetworkNamespace(pin(containerId));
        try {
            // The cable before the lease: until it is gone, the old namespace still answers for the address.
            host.netlink().deleteLink(hostInterface(containerId));
            addresses.release(containerId);
        } catch (IOException | RuntimeException failure) {
            try {
                namespace.delete();
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
        namespace.delete();
    }

    /** The containers that have something here: a sandbox, whole or not, or a lease. */
    public Set<String> containers() throws IOException {
        Set<String> containers = new HashSet<>(addresses.containers());
        try (DirectoryStream<Path> pins = Files.newDirectoryStream(directory)) {
            for (Path pin : pins) {
                containers.add(pin.getFileName().toString());
            }
        }
        containers.removeIf(name -> !CONTAINER_ID.matcher(name).matches());
        return containers;
    }

    /**
     * Releases what containers other than these have here.
     *
     * @param containerIds those whose sandboxes stay
     * @return those that were released
     * @throws IOException when something is left of one; the others are released nevertheless
     */
    public Set<String> retain(Set<String> containerIds) throws IOException {
        Set<String> surplus = containers();
        surplus.removeAll(containerIds);
        IOException failure = null;
        for (String containerId : surplus) {
            try {
                release(containerId);
            } catch (IOException left) {
                if (failure == null) {
                    failure = left;
                } else {
                    failure.addSuppressed(left);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
        return surplus;
    }

    /** Removes the prepared namespaces. Sandboxes stay. */
    @Override
    public void close() throws IOException {
        pool.close();
    }

    private Endpoint connect(String containerId, BridgeNetwork network, PreparedNamespace prepared) throws IOException {
        Endpoint endpoint = endpoint(network, addresses.lease(network.id(), network.pool(), containerId));
        VethPair pair = new VethPair(
                endpoint.hostInterface(),
                network.bridgeIndex(),
                network.mtu(),
                endpoint.interfaceName(),
                endpoint.mac(),
                prepared.namespace());
        try {
            host.netlink().addVeth(pair);
        } catch (LinuxException failure) {
            if (!failure.is(Errno.EEXIST)) {
                throw failure;
            }
            // Left from a sandbox whose pin went with the run directory while its container held the namespace.
            host.netlink().deleteLink(pair.name());
            host.netlink().addVeth(pair);
        }
        RtNetlink inside = prepared.netlink();
        Link link = inside.link(pair.peerName())
                .orElseThrow(() -> new IOException(pair.peerName() + " vanished from "
                        + pair.peerNamespace().path()));
        inside.addAddress(link.index(), endpoint.address());
        inside.setUp(link.index());
        inside.addDefaultRoute(link.index(), endpoint.gateway());
        return endpoint;
    }

    private static Endpoint endpoint(BridgeNetwork network, Lease lease) {
        return new Endpoint(
                network.id(),
                CONTAINER_INTERFACE,
                hostInterface(lease.containerId()),
                new IpPrefix(lease.address(), network.gateway().length()),
                network.gateway().address(),
                MacAddresses.of(lease.address()));
    }

    /** Follows from the id, so that it can be found when nothing else is known; 44 random bits tell containers apart. */
    private static String hostInterface(String containerId) {
        return "veth" + containerId.substring(0, ID_DIGITS_IN_NAME);
    }

    private Path pin(String containerId) {
        if (!CONTAINER_ID.matcher(containerId).matches()) {
            throw new IllegalArgumentException("not a container id: " + containerId);
        }
        return directory.resolve(containerId);
    }
}
