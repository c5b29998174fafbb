package dev.proa.linux.netlink;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Interfaces, addresses and routes of one network namespace: the one of the thread that called {@link #open}, or the
 * one named in {@link #openIn}.
 *
 * <p>Safe for use by any thread; requests go one after another. It holds a socket, which also keeps its namespace
 * alive, until closed. Each method throws {@link LinuxException} with the kernel's error number and words when the
 * kernel refuses, {@link IOException} when its answer cannot be read, and {@link IllegalArgumentException} for an
 * interface name the kernel would not take (longer than 15 bytes, blanks, slashes).
 */
public final class RtNetlink implements AutoCloseable {
    private final NetlinkSocket socket;

    private RtNetlink(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** Works on the namespace this thread is in. */
    public static RtNetlink open() throws IOException {
        return new RtNetlink(NetlinkSocket.open());
    }

    /** Works on this namespace. */
    public static RtNetlink openIn(NetworkNamespace namespace) throws IOException {
        return namespace.call(RtNetlink::open);
    }

    /**
     * Makes a bridge, which is down.
     *
     * @param mac its address; a bridge that is given none changes it as ports come and go
     * @param mtu in bytes
     */
    public void addBridge(String name, MacAddress mac, int mtu) throws IOException {
        socket.execute(() -> "add bridge " + name, RouteMessages.newBridge(name, mac, mtu));
    }

    /** Makes a veth pair, in one step: nothing is left when it fails. */
    public void addVeth(VethPair pair) throws IOException {
        try (Descriptor namespace =
                Descriptor.openForReading(pair.peerNamespace().path())) {
            namespace.use(number -> {
                socket.execute(
                        () -> "add veth " + pair.name() + " with " + pair.peerName() + " in "
                                + pair.peerNamespace().path(),
                        RouteMessages.newVeth(pair, number));
                return 0;
            });
        }
    }

    /**
     * Makes an interface on another one, in one step: nothing is left when it fails. It is down.
     *
     * @param parent the index of the other one
     * @param mtu in bytes; 0: the other one's
     * @param namespace where it is made
     * @throws LinuxException EOPNOTSUPP when the kernel has no such interfaces, EBUSY when the other one carries another
     *     kind
     */
    public void addVirtualLan(VirtualLan kind, int parent, int mtu, String name, NetworkNamespace namespace)
            throws IOException {
        try (Descriptor descriptor = Descriptor.openForReading(namespace.path())) {
            descriptor.use(number -> {
                socket.execute(
                        () -> "add " + kind + " " + name + " on link " + parent + " in " + namespace.path(),
                        RouteMessages.newVirtualLan(kind, parent, mtu, name, number));
                return 0;
            });
        }
    }

    /** Switches an interface on. */
    public void setUp(int link) throws IOException {
        socket.execute(() -> "set link " + link + " up", RouteMessages.setUp(link, true));
    }

    /** Switches an interface off. */
    public void setDown(int link) throws IOException {
        socket.execute(() -> "set link " + link + " down", RouteMessages.setUp(link, false));
    }

    /**
     * Makes an interface a port of a bridge.
     *
     * @param master the bridge's index; 0 takes the interface out of its bridge
     */
    public void setMaster(int link, int master) throws IOException {
        socket.execute(() -> "set master of link " + link + " to " + master, RouteMessages.setMaster(link, master));
    }

    /** Lets a bridge send packets back out of the port they came in by. */
    public void setHairpin(int port) throws IOException {
        socket.execute(
                () -> "set hairpin mode of link " + port, RouteMessages.setPortFlag(port, RouteMessages.PORT_HAIRPIN));
    }

    /** Keeps a bridge from passing packets between this port and others that are isolated. */
    public void isolate(int port) throws IOException {
        socket.execute(() -> "isolate link " + port, RouteMessages.setPortFlag(port, RouteMessages.PORT_ISOLATED));
    }

    /**
     * Sets the largest packet an interface sends.
     *
     * @param mtu in bytes
     */
    public void setMtu(int link, int mtu) throws IOException {
        socket.execute(() -> "set mtu of link " + link + " to " + mtu, RouteMessages.setMtu(link, mtu));
    }

    /**
     * Gives an interface an address of either version; one of version 6 is usable at once, without duplicate address
     * detection.
     *
     * @throws LinuxException EEXIST when the interface has the address already
     */
    public void addAddress(int link, IpPrefix address) throws IOException {
        socket.execute(() -> "add address " + address + " to link " + link, RouteMessages.newAddress(link, address));
    }

    /**
     * Adds the default route of the gateway's version to the main table, in place of one that may be there.
     *
     * @throws LinuxException ENETUNREACH or EHOSTUNREACH when the gateway is not on the link
     */
    public void replaceDefaultRoute(int link, InetAddress gateway) throws IOException {
        socket.execute(
                () -> "set default route via " + gateway.getHostAddress() + " on link " + link,
                RouteMessages.newDefaultRoute(link, gateway));
    }

    /** Deletes the default routes of both versions from the main table, if there are any. */
    public void deleteDefaultRoutes() throws IOException {
        for (boolean version6 : new boolean[] {false, true}) {
            try {
                socket.execute(() -> "delete default route", RouteMessages.deleteDefaultRoute(version6));
            } catch (LinuxException failure) {
                // ENOENT: no table of that version yet; EOPNOTSUPP: a kernel without it.
                if (!failure.is(Errno.ESRCH) && !failure.is(Errno.ENOENT) && !failure.is(Errno.EOPNOTSUPP)) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Deletes an interface; of a veth pair the other end goes, too.
     *
     * @return whether there was one
     */
    public boolean deleteLink(String name) throws IOException {
        try {
            socket.execute(() -> "delete link " + name, RouteMessages.deleteLink(name));
            return true;
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENODEV)) {
                return false;
            }
            throw failure;
        }
    }

    /** The interface of a name. */
    public Optional<Link> link(String name) throws IOException {
        try {
            return Optional.of(RouteMessages.parseLink(socket.get(() -> "get link " + name, RouteMessages.getLink(name))
                    .payload()));
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** All interfaces. */
    public List<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        for (NetlinkMessage message : socket.dump(() -> "list links", RouteMessages.getLinks())) {
            if (message.type() == RouteMessages.NEW_LINK) {
                links.add(RouteMessages.parseLink(message.payload()));
            }
        }
        return links;
    }

    /** The addresses of all interfaces. */
    public List<LinkAddress> addresses() throws IOException {
        List<LinkAddress> addresses = new ArrayList<>();
        for (NetlinkMessage message : socket.dump(() -> "list addresses", RouteMessages.getAddresses())) {
            if (message.type() == RouteMessages.NEW_ADDRESS) {
                addresses.add(RouteMessages.parseAddress(message.payload()));
            }
        }
        return addresses;
    }

    /** The unicast routes of both versions in all tables. */
    public List<Route> routes() throws IOException {
        List<Route> routes = new ArrayList<>();
        for (NetlinkMessage message : socket.dump(() -> "list routes", RouteMessages.getRoutes())) {
            if (message.type() == RouteMessages.NEW_ROUTE) {
                RouteMessages.parseRoute(message.payload()).ifPresent(routes::add);
            }
        }
        return routes;
    }

    @Override
    public void close() {
        socket.close();
    }
}
