package dev.proa.network.sandbox;

import dev.proa.linux.mount.Mounts;
import dev.proa.linux.netlink.Link;
import dev.proa.linux.netlink.RtNetlink;
import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A namespace whose loopback interface is up, and a socket in it: what all sandboxes have in common.
 *
 * <p>Belongs to whoever holds it, until closed.
 */
final class PreparedNamespace implements AutoCloseable {
    private final NetworkNamespace namespace;
    private final RtNetlink netlink;

    private PreparedNamespace(NetworkNamespace namespace, RtNetlink netlink) {
        this.namespace = namespace;
        this.netlink = netlink;
    }

    static PreparedNamespace create(Path pin) throws IOException {
        NetworkNamespace namespace = NetworkNamespace.create(pin);
        try {
            return new PreparedNamespace(namespace, prepare(namespace));
        } catch (IOException | RuntimeException failure) {
            try {
                namespace.delete();
            } catch (IOException undo) {
                failure.addSuppressed(undo);
            }
            throw failure;
        }
    }

    private static RtNetlink prepare(NetworkNamespace namespace) throws IOException {
        return namespace.call(() -> {
            RtNetlink netlink = RtNetlink.open();
            try {
                disableVersion6();
                Link loopback = netlink.link("lo")
                        .orElseThrow(() -> new IOException("a new network namespace has no loopback interface"));
                netlink.setUp(loopback.index());
                return netlink;
            } catch (IOException | RuntimeException failure) {
                netlink.close();
                throw failure;
            }
        });
    }

    /** For interfaces to come: an IPv4 network gives them no link-local addresses, as in Docker; ::1 stays. */
    private static void disableVersion6() throws IOException {
        Path setting = Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6");
        // Missing on a kernel without IPv6.
        if (Files.exists(setting)) {
            Files.writeString(setting, "1");
        }
    }

    NetworkNamespace namespace() {
        return namespace;
    }

    /** Works inside the namespace, until closed. */
    RtNetlink netlink() {
        return netlink;
    }

    /** Pins the namespace to a second file, which must not exist. */
    NetworkNamespace pinAlsoTo(Path pin) throws IOException {
        Files.createFile(pin);
        try {
            Mounts.bind(namespace.path(), pin, false);
        } catch (IOException | RuntimeException failure) {
            Files.deleteIfExists(pin);
            throw failure;
        }
        return new NetworkNamespace(pin);
    }

    /** Closes the socket and removes the first pin; the namespace goes unless it has others. */
    @Override
    public void close() throws IOException {
        netlink.close();
        namespace.delete();
    }
}
