package dev.proa.linux.nftables;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.LibC;
import dev.proa.linux.io.Descriptor;
import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The nftables rulesets of one network namespace: the one of the thread that called {@link #open}, or the one named in
 * {@link #openIn}.
 *
 * <p>Commands are those of nft(8). libnftables.so.1 is loaded with the first use. Safe for use by any thread. It holds
 * a socket and native memory until closed.
 */
public final class Nftables implements AutoCloseable {
    // The library promises nothing about threads and its parser has global variables, so one run at a time.
    private static final ReentrantLock LIBRARY_LOCK = new ReentrantLock();

    private final Library library;
    private MemorySegment context;

    private Nftables(Library library, MemorySegment context) {
        this.library = library;
        this.context = context;
    }

    /**
     * Works on the namespace this thread is in.
     *
     * @throws IOException when libnftables is not installed or the kernel has no netfilter
     */
    public static Nftables open() throws IOException {
        checkKernel();
        LIBRARY_LOCK.lock();
        try {
            Library library = Library.load();
            return new Nftables(library, library.newContext());
        } finally {
            LIBRARY_LOCK.unlock();
        }
    }

    /** Works on this namespace. */
    public static Nftables openIn(NetworkNamespace namespace) throws IOException {
        return namespace.call(Nftables::open);
    }

    /** The library ends the whole process when it cannot open its socket, so that is tried here first. */
    private static void checkKernel() throws LinuxException {
        Descriptor.adopt((int) LibC.check(
                        () -> "socket(AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER)",
                        (_, errno) -> (int) Socket.HANDLE.invokeExact(
                                errno, Socket.AF_NETLINK, Socket.SOCK_RAW_CLOEXEC, Socket.NETLINK_NETFILTER)))
                .close();
    }

    /**
     * Runs commands as one transaction: all take effect, or none.
     *
     * @param commands as in a file for {@code nft -f}
     * @return what they print, such as a listing
     * @throws NftablesException when they are refused, with the library's words
     */
    public String run(String commands) throws IOException {
        LIBRARY_LOCK.lock();
        try (Arena arena = Arena.ofConfined()) {
            if (context.equals(MemorySegment.NULL)) {
                throw new IllegalStateException("this nftables context is closed");
            }
            int result = library.run(context, arena.allocateFrom(commands));
            // Reading a buffer empties it, so both are read whatever the result.
            String output = library.output(context);
            String error = library.error(context);
            if (result != 0) {
                throw new NftablesException(commands, error.isBlank() ? "no reason given" : error);
            }
            return output;
        } finally {
            LIBRARY_LOCK.unlock();
        }
    }

    @Override
    public void close() {
        LIBRARY_LOCK.lock();
        try {
            if (!context.equals(MemorySegment.NULL)) {
                library.free(context);
                context = MemorySegment.NULL;
            }
        } finally {
            LIBRARY_LOCK.unlock();
        }
    }

    private static final class Socket {
        static final MethodHandle HANDLE =
                LibC.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        static final int AF_NETLINK = 16;
        static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
        static final int NETLINK_NETFILTER = 12;
    }
}
