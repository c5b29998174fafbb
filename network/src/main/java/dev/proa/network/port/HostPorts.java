package dev.proa.network.port;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Poller;
import dev.proa.linux.socket.PortSocket;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reserves ports of the host for containers. Each is held by a socket that is bound to it, so no program of the host
 * and no other engine gets it meanwhile; what comes to the socket is relayed, but for SCTP.
 *
 * <p>Safe for use by any thread.
 */
public final class HostPorts implements AutoCloseable {
    private static final Logger LOG = System.getLogger(HostPorts.class.getName());
    private static final int EPROTONOSUPPORT = 93;
    private static final int EAFNOSUPPORT = 97;
    private static final InetAddress ANY = literal("0.0.0.0");
    private static final InetAddress ANY_6 = literal("::");

    private final EphemeralPorts ephemeral = new EphemeralPorts();
    private final Set<Key> taken = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Poller poller;

    private record Key(Protocol protocol, InetAddress address, int port) {
        boolean overlaps(Key other) {
            return protocol == other.protocol
                    && port == other.port
                    && address.getAddress().length == other.address.getAddress().length
                    && (address.equals(other.address)
                            || address.isAnyLocalAddress()
                            || other.address.isAnyLocalAddress());
        }
    }

    /** Holds no ports yet. */
    public HostPorts() {}

    /** The addresses of the container that ports lead to; at least one. */
    public record Target(Optional<InetAddress> address, Optional<InetAddress> address6) {
        private Optional<InetAddress> reachableFrom(InetAddress host, Protocol protocol) {
            boolean version6 = host.getAddress().length == 16;
            Optional<InetAddress> same = version6 ? address6 : address;
            if (same.isPresent() || protocol == Protocol.SCTP) {
                return same;
            }
            return version6 ? address : address6;
        }
    }

    /**
     * Reserves all ports, or none.
     *
     * @throws PortUnavailable in Docker's words when one cannot be had
     */
    public PortReservation reserve(List<PortRequest> requests, Target target) throws IOException {
        List<PortReservation.Held> held = new ArrayList<>();
        try {
            for (PortRequest request : requests) {
                held.addAll(reserve(request, target));
            }
            return new PortReservation(held);
        } catch (IOException | RuntimeException failure) {
            new PortReservation(held).close();
            throw failure;
        }
    }

    /** Takes up again what an engine before this one had reserved; what somebody else has got meanwhile is passed over. */
    public PortReservation adopt(List<PortForward> forwards) {
        List<PortReservation.Held> held = new ArrayList<>();
        for (PortForward forward : forwards) {
            try {
                held.add(hold(forward));
            } catch (IOException failure) {
                LOG.log(Level.WARNING, "hold the published port " + forward + " again", failure);
                held.add(new PortReservation.Held(forward, () -> {}));
            }
        }
        return new PortReservation(held);
    }

    private List<PortReservation.Held> reserve(PortRequest request, Target target) throws IOException {
        List<InetAddress> addresses = addresses(request, target);
        boolean one = request.first() == request.last() && request.first() != 0;
        IntStream candidates =
                request.first() == 0 ? ephemeral.candidates() : IntStream.rangeClosed(request.first(), request.last());
        PortUnavailable last = null;
        for (int port : (Iterable<Integer>) candidates::iterator) {
            try {
                return reserve(request, addresses, port, target);
            } catch (PortUnavailable failure) {
                if (one || !failure.taken()) {
                    throw failure;
                }
                last = failure;
            }
        }
        throw request.first() == 0 || last == null ? new PortUnavailable("all ports are allocated", true) : last;
    }

    private static List<InetAddress> addresses(PortRequest request, Target target) throws PortUnavailable {
        if (request.hostAddress().isPresent()) {
            InetAddress address = request.hostAddress().get();
            if (target.reachableFrom(address, request.protocol()).isEmpty()) {
                throw new PortUnavailable(
                        "cannot publish " + request.protocol() + " port " + request.containerPort()
                                + " at " + PortForward.text(address)
                                + ": the container has no address of that version, and sctp is not relayed",
                        false);
            }
            return List.of(address);
        }
        List<InetAddress> both = new ArrayList<>(List.of(ANY, ANY_6));
        both.removeIf(
                address -> target.reachableFrom(address, request.protocol()).isEmpty());
        return both;
    }

    private List<PortReservation.Held> reserve(
            PortRequest request, List<InetAddress> addresses, int port, Target target) throws IOException {
        List<PortReservation.Held> held = new ArrayList<>();
        try {
            for (InetAddress address : addresses) {
                PortForward forward = new PortForward(
                        request.protocol(),
                        address,
                        port,
                        target.reachableFrom(address, request.protocol()).orElseThrow(),
                        request.containerPort());
                try {
                    held.add(hold(forward));
                } catch (LinuxException failure) {
                    boolean unasked = request.hostAddress().isEmpty() && forward.isVersion6();
                    if (!(unasked && (failure.is(EAFNOSUPPORT) || failure.is(Errno.EADDRNOTAVAIL)))) {
                        throw unavailable(forward, failure);
                    }
                    // A host without IPv6.
                }
            }
            return held;
        } catch (IOException | RuntimeException failure) {
            new PortReservation(held).close();
            throw failure;
        }
    }

    /** As Docker says it; another port may do only when somebody has this one. */
    private static PortUnavailable unavailable(PortForward forward, LinuxException failure) {
        String reason = failure.is(Errno.EADDRINUSE)
                ? "address already in use"
                : failure.is(Errno.EADDRNOTAVAIL)
                        ? "cannot assign requested address"
                        : failure.is(EPROTONOSUPPORT)
                                ? "protocol not supported by this kernel"
                                : Errno.describe(failure.errno());
        return new PortUnavailable(
                "failed to bind host port for " + forward + ": " + reason, failure.is(Errno.EADDRINUSE));
    }

    private PortReservation.Held hold(PortForward forward) throws IOException {
        Key key = key(forward);
        claim(forward, key);
        try {
            Runnable end = open(forward);
            return new PortReservation.Held(forward, () -> {
                end.run();
                taken.remove(key);
            });
        } catch (IOException | RuntimeException failure) {
            taken.remove(key);
            throw failure;
        }
    }

    /** Among containers, before the kernel is asked: its refusal would not say whose the port is. */
    private void claim(PortForward forward, Key key) throws PortUnavailable {
        lock.lock();
        try {
            if (taken.stream().anyMatch(key::overlaps)) {
                throw new PortUnavailable(
                        "Bind for " + forward.hostSide() + " failed: port is already allocated", true);
            }
            taken.add(key);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A socket that holds the port, or a relay that does.
     *
     * @return what ends it
     */
    private Runnable open(PortForward forward) throws IOException {
        PortSocket socket = PortSocket.bind(forward.protocol().socket(), forward.hostAddress(), forward.hostPort());
        try {
            return switch (forward.protocol()) {
                case TCP -> TcpRelay.begin(socket, poller(), forward.address(), forward.port())::close;
                case UDP -> UdpRelay.begin(socket, poller(), forward.address(), forward.port())::close;
                case SCTP -> socket::close;
            };
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    private static Key key(PortForward forward) {
        return new Key(forward.protocol(), forward.hostAddress(), forward.hostPort());
    }

    /** Made with the first port, since most engines need none for a while. */
    private Poller poller() throws IOException {
        lock.lock();
        try {
            Poller present = poller;
            if (present == null) {
                present = new Poller("proa-ports");
                poller = present;
            }
            return present;
        } finally {
            lock.unlock();
        }
    }

    private static InetAddress literal(String text) {
        try {
            return InetAddress.getByAddress(InetAddress.ofLiteral(text).getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** Ends all relaying. The ports themselves are freed by their reservations, or by the end of the process. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (poller != null) {
                poller.close();
            }
        } finally {
            lock.unlock();
        }
    }
}
