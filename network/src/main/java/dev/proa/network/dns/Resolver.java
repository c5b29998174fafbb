package dev.proa.network.dns;

import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * One container's name server: two sockets in its namespace, and what the container may ask for.
 *
 * <p>Safe for use by any thread. Belongs to who opened it, until closed.
 */
public final class Resolver implements AutoCloseable {
    /** Where containers find it. */
    public static final String ADDRESS = "127.0.0.11";

    /**
     * Where it really listens. The port 53 stays free for name servers that run in the container; this one was never
     * given to any service, and is below those that the kernel chooses from.
     */
    private static final int PORT = 10;

    // So many questions of one container may wait for servers elsewhere, and so many connections of it be open.
    private static final int MOST_FORWARDED = 128;
    private static final int MOST_CONNECTIONS = 64;

    private final DatagramChannel udp;
    private final ServerSocketChannel tcp;
    private final Forwarder forwarder;
    private final Runnable closed;
    private final Semaphore forwarded = new Semaphore(MOST_FORWARDED);
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private volatile Scope scope;

    private Resolver(DatagramChannel udp, ServerSocketChannel tcp, Forwarder forwarder, Scope scope, Runnable closed) {
        this.udp = udp;
        this.tcp = tcp;
        this.forwarder = forwarder;
        this.scope = scope;
        this.closed = closed;
    }

    /**
     * Opens the sockets, and sends there what is sent to port 53.
     *
     * @param closed called after closing
     */
    static Resolver open(NetworkNamespace namespace, Scope scope, Runnable closed) throws IOException {
        return namespace.call(() -> {
            DatagramChannel udp = DatagramChannel.open(StandardProtocolFamily.INET);
            try {
                ServerSocketChannel tcp = ServerSocketChannel.open(StandardProtocolFamily.INET);
                try {
                    InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), PORT);
                    udp.configureBlocking(false);
                    udp.bind(address);
                    tcp.configureBlocking(false);
                    tcp.bind(address, MOST_CONNECTIONS);
                    PortRules.apply(PORT);
                    return new Resolver(udp, tcp, new Forwarder(namespace), scope, closed);
                } catch (IOException | RuntimeException failure) {
                    tcp.close();
                    throw failure;
                }
            } catch (IOException | RuntimeException failure) {
                udp.close();
                throw failure;
            }
        });
    }

    DatagramChannel udp() {
        return udp;
    }

    ServerSocketChannel tcp() {
        return tcp;
    }

    Forwarder forwarder() {
        return forwarder;
    }

    /** A permit for each question that waits for somebody else. */
    Semaphore forwarded() {
        return forwarded;
    }

    /** Takes charge of a connection, which is closed with this; says whether there is room for it. */
    boolean admit(SocketChannel client) throws IOException {
        if (!connections.tryAcquire()) {
            return false;
        }
        clients.add(client);
        if (!tcp.isOpen()) {
            client.close(); // closed meanwhile, perhaps without having seen this one
        }
        return true;
    }

    /** Closes a connection that was admitted. */
    void dismiss(SocketChannel client) throws IOException {
        clients.remove(client);
        connections.release();
        client.close();
    }

    Scope scope() {
        return scope;
    }

    /** Changes what the container may ask for; questions answered from now on go by it. */
    public void scope(Scope scope) {
        this.scope = scope;
    }

    /** Closes the sockets; the rules go with the namespace. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        try (udp) {
            tcp.close();
            for (SocketChannel client : clients) {
                client.close();
            }
        } finally {
            closed.run();
        }
    }
}
