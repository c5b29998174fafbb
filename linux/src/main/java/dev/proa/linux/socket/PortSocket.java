package dev.proa.linux.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.io.Direction;
import dev.proa.linux.io.PolledDescriptor;
import dev.proa.linux.io.Poller;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;

/**
 * A socket that holds a port of the host, so that nobody else gets it: bound, and for TCP and SCTP listening.
 *
 * <p>A socket of version 6 is for version 6 alone, also at the wildcard address; java.net would take both versions.
 * Safe for use by any thread; owned by whoever bound it, until closed.
 */
public final class PortSocket implements AutoCloseable {
    /** The protocol above IP. */
    public enum Kind {
        TCP(1, 6),
        UDP(2, 17),
        SCTP(1, 132);

        private final int type;
        private final int protocol;

        Kind(int type, int protocol) {
            this.type = type;
            this.protocol = protocol;
        }
    }

    private static final MethodHandle SOCKET =
            LibC.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT = LibC.function(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle BIND =
            LibC.function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle LISTEN =
            LibC.function("listen", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle ACCEPT =
            LibC.function("accept4", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));

    private static final int CLOEXEC_NONBLOCK = 0x80000 | 0x800;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int IPPROTO_IP = 0;
    private static final int IP_PKTINFO = 8;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_RECVPKTINFO = 49;
    private static final int BACKLOG = 1024;

    private final Descriptor descriptor;

    private PortSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Takes a port.
     *
     * @param address of this host, or the wildcard address of a version
     * @param port 1 to 65535
     * @throws LinuxException with EADDRINUSE when somebody has it, EADDRNOTAVAIL when the address is not this host's,
     *     EPROTONOSUPPORT when the kernel lacks the protocol
     */
    public static PortSocket bind(Kind kind, InetAddress address, int port) throws IOException {
        int family = InternetAddress.family(address);
        String name = kind + " " + address.getHostAddress() + " port " + port;
        Descriptor descriptor = Descriptor.adopt((int) LibC.check(() -> "socket(" + name + ")", (_, errno) ->
                (int) SOCKET.invokeExact(errno, family, kind.type | CLOEXEC_NONBLOCK, kind.protocol)));
        try {
            if (family == InternetAddress.AF_INET6) {
                set(descriptor, IPPROTO_IPV6, IPV6_V6ONLY);
            }
            if (kind == Kind.UDP) {
                boolean version6 = family == InternetAddress.AF_INET6;
                set(descriptor, version6 ? IPPROTO_IPV6 : IPPROTO_IP, version6 ? IPV6_RECVPKTINFO : IP_PKTINFO);
            }
            if (kind.type == Kind.TCP.type) {
                // Connections of an earlier owner may still be closing. With UDP it would let others bind, too.
                set(descriptor, SOL_SOCKET, SO_REUSEADDR);
            }
            descriptor.use(fd -> LibC.check(() -> "bind(" + name + ")", (arena, errno) -> {
                MemorySegment where = InternetAddress.of(address, port, arena);
                return (int) BIND.invokeExact(errno, fd, where, (int) where.byteSize());
            }));
            if (kind.type == Kind.TCP.type) {
                descriptor.use(fd -> LibC.check(
                        () -> "listen(" + name + ")", (_, errno) -> (int) LISTEN.invokeExact(errno, fd, BACKLOG)));
            }
        } catch (IOException | RuntimeException failure) {
            descriptor.close();
            throw failure;
        }
        return new PortSocket(descriptor);
    }

    private static void set(Descriptor descriptor, int level, int option) throws IOException {
        descriptor.use(fd ->
                LibC.check(() -> "setsockopt(" + level + ", " + option + ")", (Arena arena, MemorySegment errno) ->
                        (int) SETSOCKOPT.invokeExact(errno, fd, level, option, arena.allocateFrom(JAVA_INT, 1), 4)));
    }

    /**
     * Begins to accept connections. The result owns this socket from here on.
     *
     * @param poller waits for them; stays its owner's
     */
    public Acceptor acceptor(Poller poller) throws IOException {
        return new Acceptor(PolledDescriptor.adopt(descriptor, poller), poller);
    }

    /**
     * Begins to receive datagrams. The result owns this socket from here on.
     *
     * @param poller waits for them; stays its owner's
     */
    public DatagramPort datagrams(Poller poller) throws IOException {
        return new DatagramPort(PolledDescriptor.adopt(descriptor, poller));
    }

    @Override
    public void close() {
        descriptor.close();
    }

    /** Hands out the connections that come to a port, until closed. */
    public static final class Acceptor implements AutoCloseable {
        private final PolledDescriptor polled;
        private final Poller poller;

        private Acceptor(PolledDescriptor polled, Poller poller) {
            this.polled = polled;
            this.poller = poller;
        }

        /**
         * Waits for the next connection, which belongs to the caller.
         *
         * @throws java.nio.channels.ClosedChannelException when closed meanwhile
         * @throws LinuxException with EMFILE and the like; trying again later may help
         */
        public StreamSocket accept() throws IOException {
            int connection = (int) polled.perform(
                    Direction.READ,
                    fd -> LibC.check(() -> "accept4(" + fd + ")", (_, errno) -> (int)
                            ACCEPT.invokeExact(errno, fd, MemorySegment.NULL, MemorySegment.NULL, CLOEXEC_NONBLOCK)));
            return StreamSocket.adopt(Descriptor.adopt(connection), poller);
        }

        @Override
        public void close() {
            polled.close();
        }
    }
}
