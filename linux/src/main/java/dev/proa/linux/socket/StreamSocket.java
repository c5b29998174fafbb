package dev.proa.linux.socket;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.io.Direction;
import dev.proa.linux.io.PolledDescriptor;
import dev.proa.linux.io.Poller;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;

/**
 * One end of a TCP connection. One thread may receive while another sends; {@link #close} wakes both with
 * {@link java.nio.channels.ClosedChannelException}.
 */
public final class StreamSocket implements AutoCloseable {
    private static final MethodHandle SOCKET =
            LibC.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle CONNECT =
            LibC.function("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT = LibC.function(
            "getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle RECV =
            LibC.function("recv", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SEND =
            LibC.function("send", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle SHUTDOWN =
            LibC.function("shutdown", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT = LibC.function(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private static final int SOCK_STREAM_CLOEXEC_NONBLOCK = 1 | 0x80000 | 0x800;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_LINGER = 13;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int SHUT_WR = 1;
    private static final int EINPROGRESS = 115;

    private final PolledDescriptor polled;

    private StreamSocket(PolledDescriptor polled) {
        this.polled = polled;
    }

    static StreamSocket adopt(Descriptor descriptor, Poller poller) throws IOException {
        return new StreamSocket(PolledDescriptor.adopt(descriptor, poller));
    }

    /**
     * Connects, waiting as long as the kernel tries.
     *
     * @throws LinuxException with ECONNREFUSED, ETIMEDOUT and the like
     */
    public static StreamSocket connect(InetAddress address, int port, Poller poller) throws IOException {
        String call = "connect(" + address.getHostAddress() + ", " + port + ")";
        int family = InternetAddress.family(address);
        StreamSocket socket = adopt(
                Descriptor.adopt((int) LibC.check(() -> "socket(" + call + ")", (_, errno) ->
                        (int) SOCKET.invokeExact(errno, family, SOCK_STREAM_CLOEXEC_NONBLOCK, 0))),
                poller);
        try {
            socket.begin(call, address, port);
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
        return socket;
    }

    private void begin(String call, InetAddress address, int port) throws IOException {
        boolean[] begun = new boolean[1];
        // Told to be under way, it is ready for writing when it has come to an end, good or bad.
        polled.perform(Direction.WRITE, fd -> {
            if (begun[0]) {
                return result(call, fd);
            }
            try {
                return LibC.check(() -> call, (arena, errno) -> {
                    MemorySegment where = InternetAddress.of(address, port, arena);
                    return (int) CONNECT.invokeExact(errno, fd, where, (int) where.byteSize());
                });
            } catch (LinuxException failure) {
                if (!failure.is(EINPROGRESS)) {
                    throw failure;
                }
                begun[0] = true;
                throw new LinuxException(call, Errno.EAGAIN);
            }
        });
    }

    private static long result(String call, int fd) throws LinuxException {
        int[] error = new int[1];
        LibC.check(() -> "getsockopt(" + fd + ", SO_ERROR)", (arena, errno) -> {
            MemorySegment value = arena.allocate(JAVA_INT);
            int answer = (int)
                    GETSOCKOPT.invokeExact(errno, fd, SOL_SOCKET, SO_ERROR, value, arena.allocateFrom(JAVA_INT, 4));
            error[0] = value.get(JAVA_INT, 0);
            return answer;
        });
        if (error[0] != 0) {
            throw new LinuxException(call, error[0]);
        }
        return 0;
    }

    /**
     * Waits for bytes.
     *
     * @param buffer native memory
     * @return how many came, or -1 when the other side sends no more
     */
    public long receive(MemorySegment buffer) throws IOException {
        long count = polled.perform(
                Direction.READ,
                fd -> LibC.check(() -> "recv(" + fd + ")", (_, errno) ->
                        (long) RECV.invokeExact(errno, fd, buffer, buffer.byteSize(), 0)));
        return count == 0 ? -1 : count;
    }

    /** Sends all bytes of a part of native memory. */
    public void send(MemorySegment bytes) throws IOException {
        long sent = 0;
        while (sent < bytes.byteSize()) {
            MemorySegment rest = bytes.asSlice(sent);
            sent += polled.perform(
                    Direction.WRITE,
                    fd -> LibC.check(() -> "send(" + fd + ")", (_, errno) ->
                            (long) SEND.invokeExact(errno, fd, rest, rest.byteSize(), MSG_NOSIGNAL)));
        }
    }

    /** Tells the other side that no more bytes will come from here; receiving goes on. */
    public void shutdownOutput() throws IOException {
        polled.perform(
                Direction.WRITE,
                fd -> LibC.check(() -> "shutdown(" + fd + ", SHUT_WR)", (_, errno) ->
                        (int) SHUTDOWN.invokeExact(errno, fd, SHUT_WR)));
    }

    /** Closes it so that the other side learns of a failure (a TCP reset) and takes nothing for a whole answer. */
    public void reset() {
        try {
            polled.perform(
                    Direction.WRITE,
                    fd -> LibC.check(
                            () -> "setsockopt(" + fd + ", SO_LINGER)", (arena, errno) -> (int) SETSOCKOPT.invokeExact(
                                    errno, fd, SOL_SOCKET, SO_LINGER, arena.allocateFrom(JAVA_INT, 1, 0), 8)));
        } catch (IOException closed) {
            // Closed below all the same.
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        polled.close();
    }
}
