package dev.proa.network.sandbox;

import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.Route;
import dev.proa.linux.netlink.RtNetlink;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.network.HostNetwork;
import dev.proa.network.address.AddressAllocator;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    private final Path directory;
    private final AddressAllocator addresses;
    private final Plug plug;
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
        this.addresses = addresses;
        this.plug = new Plug(host, addresses);
        this.pool = new NamespacePool(Files.createDirectories(runDir.resolve("netns-pool")), prepared);
    }

    /**
     * Makes a container's sandbox, in place of one that it may have.
     *
     * @param containerId 64 hexadecimal digits
     * @throws IOException when it cannot be made; then nothing is left of it
     */
    public Sandbox create(String containerId, List<Attachment> attachments) throws IOException {
        Path pin = pin(containerId);
        if (Files.exists(pin)) {
            release(containerId);
        }
        PreparedNamespace prepared = pool.take();
        try {
            NetworkNamespace namespace = prepared.pinAlsoTo(pin);
            List<Endpoint> endpoints = new ArrayList<>();
            for (Attachment attachment : attachments) {
                endpoints.add(plug.in(containerId, attachment, prepared.namespace(), prepared.netlink()));
            }
            return new Sandbox(containerId, namespace, List.copyOf(endpoints));
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

    /** Where a container's namespace is pinned, if it has one. */
    public Optional<NetworkNamespace> find(String containerId) {
        NetworkNamespace namespace = new NetworkNamespace(pin(containerId));
        return namespace.exists() ? Optional.of(namespace) : Optional.empty();
    }

    /**
     * Connects a sandbox that is in use to one more network.
     *
     * @throws IOException when that cannot be done; then nothing is left of the connection
     */
    public Endpoint connect(String containerId, Attachment attachment) throws IOException {
        NetworkNamespace namespace = new NetworkNamespace(pin(containerId));
        try (RtNetlink inside = RtNetlink.openIn(namespace)) {
            return plug.in(containerId, attachment, namespace, inside);
        } catch (IOException | RuntimeException failure) {
            try {
                plug.out(containerId, attachment.networkId(), namespace);
            } catch (IOException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
    }

    /**
     * Lets packets of a container come back to it from a bridge. Where the host's bridges pass packets through its
     * firewall (br_netfilter), a container reaches its own published ports by that way alone.
     */
    public void hairpin(String containerId, String networkId) throws IOException {
        plug.hairpin(containerId, networkId);
    }

    /** Disconnects a sandbox from a network and ends its leases there; content when it is not connected. */
    public void disconnect(String containerId, String networkId) throws IOException {
        plug.out(containerId, networkId, new NetworkNamespace(pin(containerId)));
    }

    /**
     * Makes an interface of a sandbox the one by which everything goes that is for no network of its own.
     *
     * @param link the interface's name, {@code eth0}
     * @param gateways one of each version at most; a version without any loses its default route
     */
    public void route(String containerId, String link, List<InetAddress> gateways) throws IOException {
        try (RtNetlink inside = RtNetlink.openIn(new NetworkNamespace(pin(containerId)))) {
            Optional<Link> found = inside.link(link);
            if (found.isPresent() && isRoutedBy(inside, found.get(), gateways)) {
                return;
            }
            inside.deleteDefaultRoutes();
            if (found.isPresent()) {
                for (InetAddress gateway : gateways) {
                    inside.replaceDefaultRoute(found.get().index(), gateway);
                }
            }
        }
    }

    /** A route that is right is left alone: packets on their way would notice. */
    private static boolean isRoutedBy(RtNetlink inside, Link link, List<InetAddress> gateways) throws IOException {
        Set<InetAddress> present = new HashSet<>();
        for (Route route : inside.routes()) {
            if (route.destination().length() == 0) {
                if (route.link() != link.index() || route.gateway().isEmpty()) {
                    return false;
                }
                present.add(route.gateway().get());
            }
        }
        return present.equals(Set.copyOf(gateways));
    }

    /**
     * Removes a container's sandbox, its cables and its leases; content when they are gone already.
     *
     * @throws IOException when something is left; an address then stays leased unless its cable is gone
     */
    public void release(String containerId) throws IOException {
        NetworkNamespace namespace = new NetworkNamespace(pin(containerId));
        try {
            for (String networkId : addresses.networks(containerId)) {
                plug.out(containerId, networkId, namespace);
            }
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

    /** The networks in which a container has addresses. */
    public Set<String> networks(String containerId) {
        return addresses.networks(containerId);
    }

    /** The containers that have addresses in a network. */
    public Set<String> users(String networkId) {
        return addresses.containers(networkId);
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

    private Path pin(String containerId) {
        if (!CONTAINER_ID.matcher(containerId).matches()) {
            throw new IllegalArgumentException("not a container id: " + containerId);
        }
        return directory.resolve(containerId);
    }
}
