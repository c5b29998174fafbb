package dev.proa.network.port;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.proa.linux.io.Poller;
import dev.proa.linux.socket.DatagramPort;
import dev.proa.linux.socket.PortSocket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries the datagrams that come to a port on to a container, and its answers back to whoever asked.
 *
 * <p>As {@link TcpRelay} it serves what address translation cannot. Each client has a socket of its own towards the
 * container, until neither has said anything for a while. Owned by whoever began it; closing ends all of that.
 */
final class UdpRelay implements AutoCloseable {
    private static final Logger LOG = System.getLogger(UdpRelay.class.getName());
    /** The largest datagram there is. */
    private static final int BUFFER = 64 * 1024;
    /** As long as Docker's. */
    private static final Duration IDLE = Duration.ofSeconds(90);
    /** Senders can name any source, so their number must not be theirs to choose; those beyond are passed over. */
    private static final int CLIENTS = 256;

    private final DatagramPort port;
    private final InetSocketAddress target;
    private final Map<DatagramPort.Peer, Client> clients = new ConcurrentHashMap<>();
    private final Thread receiving = Thread.ofVirtual().name("proa-relay").unstarted(this::receive);
    private volatile boolean closed;

    private UdpRelay(DatagramPort port, InetSocketAddress target) {
        this.port = port;
        this.target = target;
    }

    /**
     * Begins to receive.
     *
     * @param socket belongs to the relay from here on
     * @param address, port the container's
     */
    static UdpRelay begin(PortSocket socket, Poller poller, InetAddress address, int port) throws IOException {
        UdpRelay relay = new UdpRelay(socket.datagrams(poller), new InetSocketAddress(address, port));
        relay.receiving.start();
        return relay;
    }

    private void receive() {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment buffer = memory.allocate(BUFFER);
            while (!closed) {
                try {
                    DatagramPort.Received datagram = port.receive(buffer);
                    pass(datagram.peer(), buffer.asSlice(0, datagram.length()).toArray(JAVA_BYTE));
                } catch (ClosedChannelException ended) {
                    return;
                } catch (IOException lost) {
                    LOG.log(Level.DEBUG, "relay a datagram to " + target, lost);
                }
            }
        } finally {
            clients.values().forEach(Client::close);
        }
    }

    private void pass(DatagramPort.Peer peer, byte[] datagram) throws IOException {
        Client client = clients.get(peer);
        if (client == null) {
            if (clients.size() >= CLIENTS) {
                return;
            }
            client = new Client(peer);
            clients.put(peer, client);
            Thread.ofVirtual().name("proa-relay").start(client::answer);
        }
        client.send(datagram);
    }

    /** A client, as the container sees it. It closes itself when neither side has said anything for long. */
    private final class Client implements AutoCloseable {
        private final DatagramPort.Peer peer;
        private final DatagramSocket socket = new DatagramSocket();
        private volatile long lastSent = System.nanoTime();

        Client(DatagramPort.Peer peer) throws IOException {
            this.peer = peer;
            try {
                socket.connect(target);
                socket.setSoTimeout((int) IDLE.toMillis());
            } catch (IOException | RuntimeException failure) {
                socket.close();
                throw failure;
            }
        }

        void send(byte[] datagram) throws IOException {
            lastSent = System.nanoTime();
            DatagramPacket packet = new DatagramPacket(datagram, datagram.length);
            try {
                socket.send(packet);
            } catch (PortUnreachableException before) {
                // Said of the datagram before, and this one was not sent for it (udp(7)).
                socket.send(packet);
            }
        }

        void answer() {
            try (this;
                    Arena memory = Arena.ofConfined()) {
                DatagramPacket answer = new DatagramPacket(new byte[BUFFER], BUFFER);
                MemorySegment buffer = memory.allocate(BUFFER);
                while (true) {
                    if (await(answer)) {
                        MemorySegment.copy(answer.getData(), 0, buffer, JAVA_BYTE, 0, answer.getLength());
                        port.send(peer, buffer.asSlice(0, answer.getLength()));
                    } else if (System.nanoTime() - lastSent >= IDLE.toNanos()) {
                        return;
                    }
                }
            } catch (IOException ended) {
                LOG.log(Level.DEBUG, "relay answers of " + target, ended);
            }
        }

        private boolean await(DatagramPacket answer) throws IOException {
            answer.setLength(BUFFER);
            try {
                socket.receive(answer);
                return true;
            } catch (PortUnreachableException nobodyListens) {
                return false; // Somebody may later; the client asks again, or gives up.
            } catch (SocketTimeoutException silence) {
                return false;
            }
        }

        @Override
        public void close() {
            clients.remove(peer, this);
            socket.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        port.close();
        try {
            // A call that is under way keeps the port; others are to have it when this returns.
            receiving.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
