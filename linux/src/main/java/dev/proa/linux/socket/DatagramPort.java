package dev.proa.linux.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Direction;
import dev.proa.linux.io.PolledDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;

/**
 * A UDP port that answers each datagram from the address it came to, which of a host with several addresses only the
 * control messages of ip(7) and ipv6(7) tell. One thread may receive while others send; {@link #close} wakes whoever
 * receives with {@link java.nio.channels.ClosedChannelException}.
 */
public final class DatagramPort implements AutoCloseable {
    private static final MethodHandle RECVMSG =
            LibC.function("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle SENDMSG =
            LibC.function("sendmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final int MSG_NOSIGNAL = 0x4000;

    // struct msghdr of recvmsg(2), as both 64-bit architectures lay it out.
    private static final long NAME = 0;
    private static final long NAME_LENGTH = 8;
    private static final long PARTS = 16;
    private static final long PARTS_COUNT = 24;
    private static final long CONTROL = 32;
    private static final long CONTROL_LENGTH = 40;
    private static final long MESSAGE_SIZE = 56;
    private static final long PART_SIZE = 16;

    private static final int NAME_SIZE = 28; // sockaddr_in6
    private static final int CONTROL_SIZE = 64;
    private static final long CONTROL_LEVEL = 8;
    private static final long CONTROL_DATA = 16;
    private static final int IPPROTO_IP = 0;
    /** Of in6_pktinfo, behind an address. */
    private static final long INTERFACE_6 = CONTROL_DATA + 16;

    private final PolledDescriptor polled;

    DatagramPort(PolledDescriptor polled) {
        this.polled = polled;
    }

    /**
     * Who sent a datagram, and to which address of this host: equal for all datagrams of one exchange. Only a
     * {@link DatagramPort} can read it.
     */
    public static final class Peer {
        private final ByteBuffer name;
        private final ByteBuffer control;

        private Peer(MemorySegment name, MemorySegment control) {
            this.name = ByteBuffer.wrap(name.toArray(JAVA_BYTE));
            this.control = ByteBuffer.wrap(control.toArray(JAVA_BYTE));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Peer peer && name.equals(peer.name) && control.equals(peer.control);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + control.hashCode();
        }
    }

    /** A datagram of that many bytes. */
    public record Received(Peer peer, long length) {}

    /**
     * Waits for a datagram.
     *
     * @param buffer native memory; what does not fit is lost
     */
    public Received receive(MemorySegment buffer) throws IOException {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment name = memory.allocate(NAME_SIZE, 4);
            MemorySegment control = memory.allocate(CONTROL_SIZE, 8);
            MemorySegment message = message(memory, name, buffer, control);
            long length = polled.perform(
                    Direction.READ,
                    fd -> LibC.check(() -> "recvmsg(" + fd + ")", (_, errno) ->
                            (long) RECVMSG.invokeExact(errno, fd, message, 0)));
            MemorySegment told = control.asSlice(0, message.get(JAVA_LONG, CONTROL_LENGTH));
            forgetInterface(told);
            return new Received(new Peer(name.asSlice(0, message.get(JAVA_INT, NAME_LENGTH)), told), length);
        }
    }

    /** The way back may lead through another interface than the way here did. */
    private static void forgetInterface(MemorySegment control) {
        if (control.byteSize() > CONTROL_DATA) {
            boolean version4 = control.get(JAVA_INT, CONTROL_LEVEL) == IPPROTO_IP;
            control.set(JAVA_INT, version4 ? CONTROL_DATA : INTERFACE_6, 0);
        }
    }

    /** Answers a peer with the bytes of a part of native memory. */
    public void send(Peer peer, MemorySegment bytes) throws IOException {
        try (Arena memory = Arena.ofConfined()) {
            MemorySegment message = message(memory, copy(memory, peer.name), bytes, copy(memory, peer.control));
            polled.perform(
                    Direction.WRITE,
                    fd -> LibC.check(() -> "sendmsg(" + fd + ")", (_, errno) ->
                            (long) SENDMSG.invokeExact(errno, fd, message, MSG_NOSIGNAL)));
        }
    }

    private static MemorySegment copy(Arena memory, ByteBuffer bytes) {
        return memory.allocate(bytes.capacity(), 8).copyFrom(MemorySegment.ofBuffer(bytes));
    }

    private static MemorySegment message(Arena memory, MemorySegment name, MemorySegment bytes, MemorySegment control) {
        MemorySegment part = memory.allocate(PART_SIZE, 8);
        part.set(ADDRESS, 0, bytes);
        part.set(JAVA_LONG, 8, bytes.byteSize());
        MemorySegment message = memory.allocate(MESSAGE_SIZE, 8);
        message.set(ADDRESS, NAME, name);
        message.set(JAVA_INT, NAME_LENGTH, (int) name.byteSize());
        message.set(ADDRESS, PARTS, part);
        message.set(JAVA_LONG, PARTS_COUNT, 1);
        message.set(ADDRESS, CONTROL, control);
        message.set(JAVA_LONG, CONTROL_LENGTH, control.byteSize());
        return message;
    }

    @Override
    public void close() {
        polled.close();
    }
}
