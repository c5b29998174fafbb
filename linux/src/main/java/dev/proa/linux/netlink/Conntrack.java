package dev.proa.linux.netlink;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The connections that a network namespace tracks (nf_conntrack). A flow keeps the translation it began with: after
 * a change, those that began before have to be forgotten. Safe for use by any thread; holds a socket until closed.
 */
public final class Conntrack implements AutoCloseable {
    /**
     * The first packet of a flow, before any translation.
     *
     * @param protocol a number of IANA's, 17 for UDP
     */
    public record Flow(int protocol, InetAddress destination, int destinationPort) {}

    private static final int NETLINK_NETFILTER = 12;
    private static final int GET = 1 << 8 | 1;
    private static final int DELETE = 1 << 8 | 2;
    private static final int REQUEST = 1;
    private static final int ACKNOWLEDGE = 4;
    private static final int DUMP = 0x300;

    // enum ctattr_type, ctattr_tuple, ctattr_ip and ctattr_l4proto in linux/netfilter/nfnetlink_conntrack.h.
    private static final int CTA_TUPLE_ORIG = 1;
    private static final int CTA_ID = 12;
    private static final int CTA_TUPLE_IP = 1;
    private static final int CTA_TUPLE_PROTO = 2;
    private static final int CTA_IP_V4_DST = 2;
    private static final int CTA_IP_V6_DST = 4;
    private static final int CTA_PROTO_NUM = 1;
    private static final int CTA_PROTO_DST_PORT = 3;
    private static final int NESTED = 0x8000;
    private static final int BODY = 4;

    private final NetlinkSocket socket;

    private Conntrack(NetlinkSocket socket) {
        this.socket = socket;
    }

    public static Conntrack openIn(NetworkNamespace namespace) throws IOException {
        return new Conntrack(namespace.call(() -> NetlinkSocket.open(NETLINK_NETFILTER)));
    }

    /**
     * Forgets flows: the next packet of each begins a new one.
     *
     * @return how many
     */
    public int forget(Predicate<Flow> which) throws IOException {
        int forgotten = 0;
        for (NetlinkMessage message : socket.dump(
                () -> "list tracked connections", header(GET, REQUEST | DUMP, 0).finish())) {
            ByteBuffer payload = message.payload();
            if (payload.remaining() < BODY) {
                continue;
            }
            Attributes attributes = Attributes.parse(payload.slice(BODY, payload.remaining() - BODY));
            Optional<Flow> flow = flow(attributes.nested(CTA_TUPLE_ORIG));
            if (flow.isPresent() && which.test(flow.get())) {
                forgotten += delete(payload.get(0), attributes) ? 1 : 0;
            }
        }
        return forgotten;
    }

    private static Optional<Flow> flow(Attributes tuple) throws IOException {
        Attributes ip = tuple.nested(CTA_TUPLE_IP);
        Attributes protocol = tuple.nested(CTA_TUPLE_PROTO);
        Optional<InetAddress> destination = ip.address(CTA_IP_V4_DST).or(() -> address6(ip));
        Optional<byte[]> number = protocol.bytes(CTA_PROTO_NUM);
        Optional<byte[]> port = protocol.bytes(CTA_PROTO_DST_PORT);
        if (destination.isEmpty() || number.isEmpty() || number.get().length < 1) {
            return Optional.empty();
        }
        int destinationPort = port.filter(bytes -> bytes.length == Short.BYTES)
                .map(bytes -> Short.toUnsignedInt(
                        ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getShort()))
                .orElse(0);
        return Optional.of(new Flow(number.get()[0] & 0xff, destination.get(), destinationPort));
    }

    private static Optional<InetAddress> address6(Attributes ip) {
        try {
            return ip.address(CTA_IP_V6_DST);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    private boolean delete(int family, Attributes attributes) throws IOException {
        MessageWriter request = header(DELETE, REQUEST | ACKNOWLEDGE, family)
                .attribute(
                        CTA_TUPLE_ORIG | NESTED,
                        attributes.bytes(CTA_TUPLE_ORIG).orElseThrow());
        // With its id, so that a newer flow between the same ends stays.
        attributes.bytes(CTA_ID).ifPresent(id -> request.attribute(CTA_ID, id));
        try {
            socket.execute(() -> "forget a tracked connection", request.finish());
            return true;
        } catch (LinuxException failure) {
            if (failure.is(Errno.ENOENT)) {
                return false; // It ended meanwhile.
            }
            throw failure;
        }
    }

    private static MessageWriter header(int type, int flags, int family) {
        // struct nfgenmsg: family, version, resource id.
        return new MessageWriter(type, flags).u8(family).u8(0).u16(0);
    }

    @Override
    public void close() {
        socket.close();
    }
}
