package dev.proa.network;

import dev.proa.linux.netlink.Conntrack;
import dev.proa.linux.netlink.IpPrefix;
import dev.proa.linux.netlink.LinkAddress;
import dev.proa.linux.netlink.Route;
import dev.proa.linux.netlink.RtNetlink;
import dev.proa.linux.netns.NetworkNamespace;
import dev.proa.linux.nftables.Nftables;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The network namespace in which bridges live: the host's, or in tests one that stands for it.
 *
 * <p>Safe for use by any thread. It holds one rtnetlink socket until closed; what was made through it stays.
 */
public final class HostNetwork implements Closeable {
    private static final int LOCAL_TABLE = 255;
    private static final NetworkNamespace OF_THIS_PROCESS = new NetworkNamespace(Path.of("/proc/self/ns/net"));

    private final NetworkNamespace namespace;
    private final RtNetlink netlink;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Nftables nftables;

    private HostNetwork(NetworkNamespace namespace, RtNetlink netlink) {
        this.namespace = namespace;
        this.netlink = netlink;
    }

    /** The namespace this process runs in. */
    public static HostNetwork open() throws IOException {
        return openIn(OF_THIS_PROCESS);
    }

    /** Another namespace, which stays its maker's. */
    public static HostNetwork openIn(NetworkNamespace namespace) throws IOException {
        return new HostNetwork(namespace, RtNetlink.openIn(namespace));
    }

    /** Its interfaces, addresses and routes; closed with this object. */
    public RtNetlink netlink() {
        return netlink;
    }

    /**
     * Keeps other engines in this namespace from choosing a subnet until the result is closed: from looking which are in
     * use until the chosen one is. For one thread of an engine at a time.
     */
    public Closeable choosing() throws IOException {
        return namespace.lock();
    }

    /** The subnets of its addresses and routes, default routes apart: what another network must not overlap. */
    public List<IpPrefix> subnetsInUse() throws IOException {
        List<IpPrefix> inUse = new ArrayList<>();
        for (Route route : netlink.routes()) {
            if (route.table() != LOCAL_TABLE && route.destination().length() > 0) {
                inUse.add(route.destination());
            }
        }
        // Also of interfaces that are down, which have no routes.
        for (LinkAddress address : netlink.addresses()) {
            inUse.add(address.address().network());
        }
        return inUse;
    }

    /**
     * Applies nftables commands as one transaction.
     *
     * @return what they print
     */
    public String nftables(String commands) throws IOException {
        return nftables().run(commands);
    }

    /** Kept open: making a context takes longer than most transactions. */
    private Nftables nftables() throws IOException {
        lock.lock();
        try {
            Nftables present = nftables;
            if (present == null) {
                present = Nftables.openIn(namespace);
                nftables = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets tracked connections: the next packet of each begins a new one. */
    public void forgetFlows(Predicate<Conntrack.Flow> which) throws IOException {
        try (Conntrack conntrack = Conntrack.openIn(namespace)) {
            conntrack.forget(which);
        }
    }

    /**
     * Gives a setting below /proc/sys/net a value, unless it has it.
     *
     * @param name such as {@code ipv4/ip_forward}
     */
    public void setting(String name, String value) throws IOException {
        Path file = Path.of("/proc/sys/net", name);
        namespace.call(() -> {
            if (!read(file).equals(value)) {
                Files.writeString(file, value);
            }
            return value;
        });
    }

    /** In one read(2): a second one, at another offset, finds the end (proc_dointvec in kernel/sysctl.c). */
    private static String read(Path file) throws IOException {
        byte[] buffer = new byte[4096];
        try (InputStream setting = Files.newInputStream(file)) {
            int length = Math.max(0, setting.read(buffer));
            return new String(buffer, 0, length, StandardCharsets.UTF_8).strip();
        }
    }

    @Override
    public void close() {
        netlink.close();
        lock.lock();
        try {
            if (nftables != null) {
                nftables.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
