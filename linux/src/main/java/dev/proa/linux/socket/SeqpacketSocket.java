package dev.proa.linux.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.util.Objects.requireNonNull;

import dev.proa.linux.Errno;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The client's end of a connection that carries packets: AF_UNIX with SOCK_SEQPACKET.
 *
 * <p>One thread may receive while another sends. {@link #close} wakes both with
 * {@link java.nio.channels.ClosedChannelException}.
 */
public final class SeqpacketSocket implements AutoCloseable {
    private static final MethodHandle SOCKET =
            LibC.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CONNECT =
            LibC.function("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle RECV =
            LibC.function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SEND =
            LibC.function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SHUTDOWN =
            LibC.function("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private static final short AF_UNIX = 1;
    private static final int SOCK_SEQPACKET_CLOEXEC = 5 | 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_TRUNC = 0x20;
    private static final int SHUT_WR = 1;
    // The longest path a socket address takes, without its closing zero (unix(7)).
    private static final int PATH_LIMIT = 107;

    private final PolledDescriptor polled;
    // Reused by the one receiving thread; freed by the garbage collector, since close() may come while it is in use.
    private final MemorySegment received;

    private SeqpacketSocket(PolledDescriptor polled, int packetLimit) {
        this.polled = polled;
        this.received = Arena.ofAuto().allocate(packetLimit);
    }

    /**
     * Connects to a listening socket.
     *
     * @param path where it listens, of any length
     * @param packetLimit the largest packet to expect, in bytes
     * @throws LinuxException with ENOENT or ECONNREFUSED when nobody listens there, EAGAIN when its queue is full
     */
    public static SeqpacketSocket connect(Path path, int packetLimit, Poller poller) throws IOException {
        if (bytes(path).length <= PATH_LIMIT) {
            return connect(path, path, packetLimit, poller);
        }
        Path absolute = path.toAbsolutePath();
        try (Descriptor parent = Descriptor.openDirectory(requireNonNull(absolute.getParent()))) {
            List<SeqpacketSocket> connected = new ArrayList<>();
            parent.use(fd -> {
                Path brief =
                        Path.of("/proc/self/fd", Integer.toString(fd)).resolve(requireNonNull(absolute.getFileName()));
                connected.add(connect(brief, path, packetLimit, poller));
                return 0;
            });
            return connected.getFirst();
        }
    }

    private static byte[] bytes(Path path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static SeqpacketSocket connect(Path brief, Path path, int packetLimit, Poller poller) throws IOException {
        byte[] name = bytes(brief);
        if (name.length > PATH_LIMIT) {
            throw new IllegalArgumentException("a socket's name takes at most " + PATH_LIMIT + " bytes: " + path);
        }
        Descriptor descriptor =
                Descriptor.adopt((int) LibC.check(() -> "socket(AF_UNIX, SOCK_SEQPACKET)", (arena, errno) ->
                        (int) SOCKET.invokeExact(errno, (int) AF_UNIX, SOCK_SEQPACKET_CLOEXEC, 0)));
        try {
            descriptor.use(fd -> LibC.check(() -> "connect(\"" + path + "\")", (arena, errno) -> {
                MemorySegment address = arena.allocate(2 + PATH_LIMIT + 1, 2); // struct sockaddr_un
                address.set(JAVA_SHORT, 0, AF_UNIX);
                MemorySegment.copy(name, 0, address, JAVA_BYTE, 2, name.length);
                return (int) CONNECT.invokeExact(errno, fd, address, (int) address.byteSize());
            }));
        } catch (IOException failure) {
            descriptor.close();
            throw failure;
        }
        return new SeqpacketSocket(PolledDescriptor.adopt(descriptor, poller), packetLimit);
    }

    /**
     * Waits for the next packet and copies it.
     *
     * @return its length, or -1 when the other side has closed
     * @throws IOException when the packet does not fit the buffer or the limit given at connecting
     */
    public int receive(byte[] buffer) throws IOException {
        long length;
        try {
            length = polled.perform(
                    Direction.READ,
                    fd -> LibC.check(() -> "recv(" + fd + ")", (arena, errno) ->
                            (long) RECV.invokeExact(errno, fd, received, received.byteSize(), MSG_TRUNC)));
        } catch (LinuxException failure) {
            // Closed by the other side while it had packets of ours unread: to a reader the same as closed.
            if (failure.is(Errno.ECONNRESET)) {
                return -1;
            }
            throw failure;
        }
        if (length == 0) {
            return -1; // no peer of ours sends empty packets, so it is the end
        }
        if (length > received.byteSize() || length > buffer.length) {
            throw new IOException("a packet of " + length + " bytes came where at most "
                    + Math.min(received.byteSize(), buffer.length) + " were expected");
        }
        MemorySegment.copy(received, JAVA_BYTE, 0, buffer, 0, (int) length);
        return (int) length;
    }

    /**
     * Sends one packet, waiting while the other side's queue is full.
     *
     * @throws LinuxException with EPIPE when the other side reads no more, EMSGSIZE when the packet is too large
     */
    public void send(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        polled.perform(
                Direction.WRITE,
                fd -> LibC.check(() -> "send(" + fd + ", " + length + ")", (arena, errno) -> {
                    MemorySegment packet = arena.allocate(length);
                    MemorySegment.copy(buffer, offset, packet, JAVA_BYTE, 0, length);
                    return (long) SEND.invokeExact(errno, fd, packet, (long) length, MSG_NOSIGNAL);
                }));
    }

    /** Tells the other side that no more packets will come from here; receiving goes on. */
    public void shutdownOutput() throws IOException {
        polled.perform(
                Direction.WRITE,
                fd -> LibC.check(() -> "shutdown(" + fd + ", SHUT_WR)", (arena, errno) ->
                        (int) SHUTDOWN.invokeExact(errno, fd, SHUT_WR)));
    }

    @Override
    public void close() {
        polled.close();
    }
}
