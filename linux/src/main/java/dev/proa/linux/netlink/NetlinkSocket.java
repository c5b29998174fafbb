package dev.proa.linux.netlink;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Descriptor;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A socket to rtnetlink in the namespace of the thread that opened it. One request at a time; usable by any thread.
 */
final class NetlinkSocket implements AutoCloseable {
    private static final MethodHandle SOCKET =
            LibC.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT = LibC.function(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SEND =
            LibC.function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle RECV =
            LibC.function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int NETLINK_ROUTE = 0;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int MSG_TRUNC = 0x20;

    // What the kernel fills at most for one part of a list (netlink_dump in net/netlink/af_netlink.c).
    private static final int RECEIVE_BUFFER = 32 * 1024;
    // The kernel answers within send(2); this only keeps a surprise from blocking a thread for ever.
    private static final long TIMEOUT_SECONDS = 10;
    private static final int DUMP_TRIES = 20;

    private final Descriptor descriptor;
    private final ReentrantLock lock = new ReentrantLock();
    private int sequence;

    private NetlinkSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static NetlinkSocket open() throws IOException {
        return open(NETLINK_ROUTE);
    }

    /** @param protocol one of those in linux/netlink.h */
    static NetlinkSocket open(int protocol) throws IOException {
        Descriptor descriptor =
                Descriptor.adopt((int) LibC.check(() -> "socket(AF_NETLINK, SOCK_RAW, " + protocol + ")", (_, errno) ->
                        (int) SOCKET.invokeExact(errno, AF_NETLINK, SOCK_RAW_CLOEXEC, protocol)));
        try {
            // The kernel's words on an error, without a copy of the request.
            option(descriptor, SOL_NETLINK, NETLINK_EXT_ACK, 1);
            option(descriptor, SOL_NETLINK, NETLINK_CAP_ACK, 1);
            option(descriptor, SOL_SOCKET, SO_RCVTIMEO, TIMEOUT_SECONDS, 0L);
        } catch (IOException | RuntimeException failure) {
            descriptor.close();
            throw failure;
        }
        return new NetlinkSocket(descriptor);
    }

    private static void option(Descriptor descriptor, int level, int name, int value) throws IOException {
        descriptor.use(number -> LibC.check(() -> "setsockopt(netlink, " + level + ", " + name + ")", (arena, errno) ->
                (int) SETSOCKOPT.invokeExact(errno, number, level, name, arena.allocateFrom(JAVA_INT, value), 4)));
    }

    private static void option(Descriptor descriptor, int level, int name, long... value) throws IOException {
        descriptor.use(number -> LibC.check(
                () -> "setsockopt(netlink, " + level + ", " + name + ")",
                (arena, errno) -> (int) SETSOCKOPT.invokeExact(
                        errno, number, level, name, arena.allocateFrom(JAVA_LONG, value), value.length * Long.BYTES)));
    }

    /** Sends a request that is answered by an acknowledgement. */
    void execute(Supplier<String> call, ByteBuffer request) throws IOException {
        lock.lock();
        try {
            send(call, request);
            while (true) {
                for (NetlinkMessage message : receive(call)) {
                    if (message.type() == NetlinkMessage.ERROR) {
                        check(call, message);
                        return;
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends a request that is answered by one message. */
    NetlinkMessage get(Supplier<String> call, ByteBuffer request) throws IOException {
        lock.lock();
        try {
            send(call, request);
            while (true) {
                for (NetlinkMessage message : receive(call)) {
                    check(call, message);
                    return message;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends a request that is answered by a list, again when the kernel says that the list changed while it was read.
     */
    List<NetlinkMessage> dump(Supplier<String> call, ByteBuffer request) throws IOException {
        lock.lock();
        try {
            for (int attempt = 0; attempt < DUMP_TRIES; attempt++) {
                send(call, request);
                List<NetlinkMessage> messages = new ArrayList<>();
                if (readDump(call, messages)) {
                    return messages;
                }
            }
        } finally {
            lock.unlock();
        }
        throw new IOException(call.get() + ": the list changed each of the " + DUMP_TRIES + " times it was read");
    }

    /** Reads a list to its end; says whether it is whole. */
    private boolean readDump(Supplier<String> call, List<NetlinkMessage> into) throws IOException {
        boolean whole = true;
        while (true) {
            for (NetlinkMessage message : receive(call)) {
                check(call, message);
                whole &= (message.flags() & NetlinkMessage.DUMP_INTERRUPTED) == 0;
                if (message.type() == NetlinkMessage.DONE) {
                    return whole;
                }
                into.add(message);
            }
        }
    }

    private void send(Supplier<String> call, ByteBuffer request) throws IOException {
        MessageWriter.setSequence(request, ++sequence);
        descriptor.use(number -> LibC.check(call, (arena, errno) -> {
            MemorySegment bytes = arena.allocate(request.remaining());
            bytes.copyFrom(MemorySegment.ofBuffer(request));
            return (long) SEND.invokeExact(errno, number, bytes, bytes.byteSize(), 0);
        }));
    }

    /** The messages of one datagram which answer the last request; others are left from one that failed half-way. */
    private List<NetlinkMessage> receive(Supplier<String> call) throws IOException {
        byte[] received = new byte[RECEIVE_BUFFER];
        long size = descriptor.use(number -> LibC.check(call, (arena, errno) -> {
            MemorySegment buffer = arena.allocate(RECEIVE_BUFFER);
            long length = (long) RECV.invokeExact(errno, number, buffer, buffer.byteSize(), MSG_TRUNC);
            if (length > 0) {
                MemorySegment.copy(buffer, JAVA_BYTE, 0, received, 0, (int) Math.min(length, RECEIVE_BUFFER));
            }
            return length;
        }));
        if (size > RECEIVE_BUFFER) {
            throw new IOException(call.get() + ": an answer of " + size + " bytes, more than netlink sends at once");
        }
        List<NetlinkMessage> messages = new ArrayList<>(NetlinkMessage.parse(ByteBuffer.wrap(received, 0, (int) size)));
        messages.removeIf(message -> message.sequence() != sequence);
        return messages;
    }

    private static void check(Supplier<String> call, NetlinkMessage message) throws IOException {
        if (message.type() == NetlinkMessage.ERROR || message.type() == NetlinkMessage.DONE) {
            int errno = message.errno();
            if (errno != 0) {
                throw new LinuxException(call.get(), errno, message.extendedAck());
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
