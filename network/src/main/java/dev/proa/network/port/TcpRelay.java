package dev.proa.network.port;

import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Poller;
import dev.proa.linux.socket.PortSocket;
import dev.proa.linux.socket.StreamSocket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Carries the TCP connections that come to a port on to a container, byte for byte: an end of sending in one direction
 * is passed on and leaves the other direction open, a failure is passed on as a reset.
 *
 * <p>It serves what address translation cannot: clients of IPv6 with containers of IPv4. The container sees the host's
 * address as theirs. Owned by whoever began it; closing ends its connections.
 */
final class TcpRelay implements AutoCloseable {
    private static final Logger LOG = System.getLogger(TcpRelay.class.getName());
    private static final int BUFFER = 64 * 1024;
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);

    private final PortSocket.Acceptor acceptor;
    private final Poller poller;
    private final InetAddress address;
    private final int port;
    private final Set<StreamSocket> connections = ConcurrentHashMap.newKeySet();
    private final Thread accepting = Thread.ofVirtual().name("proa-relay").unstarted(this::accept);
    private volatile boolean closed;

    private TcpRelay(PortSocket.Acceptor acceptor, Poller poller, InetAddress address, int port) {
        this.acceptor = acceptor;
        this.poller = poller;
        this.address = address;
        this.port = port;
    }

    /**
     * Begins to accept.
     *
     * @param socket belongs to the relay from here on
     * @param address, port the container's
     */
    static TcpRelay begin(PortSocket socket, Poller poller, InetAddress address, int port) throws IOException {
        TcpRelay relay = new TcpRelay(socket.acceptor(poller), poller, address, port);
        relay.accepting.start();
        return relay;
    }

    private void accept() {
        while (!closed) {
            try {
                StreamSocket client = acceptor.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (ClosedChannelException ended) {
                return;
            } catch (LinuxException failure) {
                // No descriptors left, or a client that went before it was accepted.
                LOG.log(Level.DEBUG, "accept a connection for a container", failure);
                pause();
            } catch (IOException failure) {
                LOG.log(Level.WARNING, "accept a connection for a container", failure);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(StreamSocket client) {
        StreamSocket container;
        connections.add(client);
        try {
            container = StreamSocket.connect(address, port, poller);
        } catch (IOException unreachable) {
            connections.remove(client);
            client.reset();
            return;
        }
        connections.add(container);
        if (closed) {
            client.reset();
            container.reset();
        }
        CountDownLatch answered = new CountDownLatch(1);
        Thread.startVirtualThread(() -> {
            copy(container, client);
            answered.countDown();
        });
        copy(client, container);
        try {
            answered.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        connections.remove(client);
        connections.remove(container);
        client.close();
        container.close();
    }

    private static void copy(StreamSocket from, StreamSocket to) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BUFFER);
            while (true) {
                long count = from.receive(buffer);
                if (count < 0) {
                    to.shutdownOutput();
                    return;
                }
                to.send(buffer.asSlice(0, count));
            }
        } catch (IOException failure) {
            from.reset();
            to.reset();
        }
    }

    @Override
    public void close() {
        closed = true;
        acceptor.close();
        connections.forEach(StreamSocket::reset);
        try {
            // A call to accept that is under way keeps the port; others are to have it when this returns.
            accepting.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
