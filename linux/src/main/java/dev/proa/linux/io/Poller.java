package dev.proa.linux.io;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.proa.linux.LinuxException;
import dev.proa.linux.internal.FileCalls;
import dev.proa.linux.internal.LibC;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for many descriptors with one platform thread, in epoll_wait(2), so that a virtual thread which waits for one
 * of them holds no carrier and can be woken by closing the descriptor.
 *
 * <p>Owned by whoever makes it. Safe for use by any thread.
 */
public final class Poller implements AutoCloseable {
    private static final MethodHandle EPOLL_CREATE =
            LibC.function("epoll_create1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle EPOLL_CTL =
            LibC.function("epoll_ctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle EPOLL_WAIT =
            LibC.function("epoll_wait", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle EVENTFD =
            LibC.function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private static final int EPOLL_CLOEXEC = 0x80000;
    private static final int EFD_CLOEXEC = 0x80000;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;
    private static final int EPOLLIN = 1;
    private static final int EPOLLOUT = 4;
    private static final int EPOLLERR = 8;
    private static final int EPOLLHUP = 0x10;
    private static final int EPOLLRDHUP = 0x2000;
    private static final int EPOLLET = 1 << 31;

    // struct epoll_event is packed on x86-64 alone (sys/epoll.h, EPOLL_PACKED).
    private static final boolean PACKED = switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
        case "amd64", "x86_64" -> true;
        default -> false;
    };
    private static final int DATA_OFFSET = PACKED ? 4 : 8;
    private static final int EVENT_SIZE = PACKED ? 12 : 16;
    private static final int BATCH = 64;

    private static final long WAKE_UP = 0;

    private final int epoll;
    private final int wakeUp;
    private final Map<Long, Readiness> registered = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong(WAKE_UP);
    private final Thread thread;
    private volatile boolean closed;

    /**
     * Starts the waiting thread.
     *
     * @param name what to call the thread
     */
    public Poller(String name) throws LinuxException {
        epoll = (int) LibC.check(() -> "epoll_create1(EPOLL_CLOEXEC)", (arena, errno) ->
                (int) EPOLL_CREATE.invokeExact(errno, EPOLL_CLOEXEC));
        try {
            wakeUp = (int) LibC.check(
                    () -> "eventfd(EFD_CLOEXEC)", (arena, errno) -> (int) EVENTFD.invokeExact(errno, 0, EFD_CLOEXEC));
        } catch (LinuxException failure) {
            FileCalls.close(epoll);
            throw failure;
        }
        try {
            control(EPOLL_CTL_ADD, wakeUp, EPOLLIN, WAKE_UP);
        } catch (LinuxException failure) {
            FileCalls.close(wakeUp);
            FileCalls.close(epoll);
            throw failure;
        }
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
        thread.start();
    }

    /**
     * Watches a descriptor until {@link Readiness#close()}, which must come before the descriptor's own.
     *
     * @throws LinuxException with EPERM for kinds of files that are always ready, such as regular files
     */
    Readiness register(Descriptor descriptor) throws IOException {
        long token = tokens.incrementAndGet();
        Readiness readiness = new Readiness(() -> unregister(descriptor, token));
        registered.put(token, readiness);
        try {
            // Edge-triggered: one registration serves reader and writer, and nobody has to arm it again.
            descriptor.use(fd -> control(EPOLL_CTL_ADD, fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, token));
        } catch (IOException failure) {
            registered.remove(token);
            throw failure;
        }
        if (closed) {
            readiness.close();
        }
        return readiness;
    }

    private void unregister(Descriptor descriptor, long token) {
        if (registered.remove(token) == null) {
            return;
        }
        try {
            descriptor.use(fd -> closed ? 0 : control(EPOLL_CTL_DEL, fd, 0, token));
        } catch (IOException gone) {
            // A closed descriptor has left the epoll set by itself.
        }
    }

    private long control(int operation, int fd, int events, long token) throws LinuxException {
        return LibC.check(() -> "epoll_ctl(" + operation + ", " + fd + ")", (arena, errno) -> {
            MemorySegment event = arena.allocate(EVENT_SIZE, 8);
            event.set(ValueLayout.JAVA_INT_UNALIGNED, 0, events);
            event.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA_OFFSET, token);
            return (int) EPOLL_CTL.invokeExact(errno, epoll, operation, fd, event);
        });
    }

    private void run() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment events = arena.allocate((long) EVENT_SIZE * BATCH, 8);
            while (!closed) {
                long count = LibC.check(() -> "epoll_wait(" + epoll + ")", (_, errno) ->
                        (int) EPOLL_WAIT.invokeExact(errno, epoll, events, BATCH, -1));
                for (long i = 0; i < count; i++) {
                    int what = events.get(ValueLayout.JAVA_INT_UNALIGNED, i * EVENT_SIZE);
                    long token = events.get(ValueLayout.JAVA_LONG_UNALIGNED, i * EVENT_SIZE + DATA_OFFSET);
                    Readiness readiness = registered.get(token);
                    if (readiness != null) {
                        readiness.signal(
                                (what & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0,
                                (what & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0);
                    }
                }
            }
        } catch (LinuxException failure) {
            throw new IllegalStateException("the poller's epoll descriptor is unusable", failure);
        } finally {
            closed = true;
            registered.values().forEach(Readiness::close);
            FileCalls.close(epoll);
            FileCalls.close(wakeUp);
        }
    }

    /** Ends the waiting thread; every wait under way and to come fails as if its descriptor was closed. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        try {
            // Before it is said to be closed: from then on the thread may have closed this descriptor.
            LibC.check(() -> "write(eventfd)", (arena, errno) ->
                    (long) FileCalls.WRITE.invokeExact(errno, wakeUp, arena.allocateFrom(JAVA_LONG, 1L), 8L));
            closed = true;
            thread.join();
        } catch (LinuxException impossible) {
            throw new IllegalStateException("cannot wake the poller", impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the thread ends by itself
        }
    }
}
