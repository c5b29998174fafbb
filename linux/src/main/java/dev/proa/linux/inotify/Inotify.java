package dev.proa.linux.inotify;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

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
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A queue of changes to the files and directories it watches.
 *
 * <p>Owned by whoever opens it. One thread takes from it; watches may be added by any. What happened before a watch
 * was added is not reported: look at the file after adding it.
 */
public final class Inotify implements AutoCloseable {
    private static final MethodHandle INIT = LibC.function("inotify_init1", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle ADD_WATCH =
            LibC.function("inotify_add_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));

    private static final MethodHandle RM_WATCH =
            LibC.function("inotify_rm_watch", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    private static final int IN_CLOEXEC = 0x80000;
    private static final int HEADER = 16;
    // Room for many events, each with a name of at most NAME_MAX bytes.
    private static final int BUFFER = 8192;

    /** The file was written to or cut. */
    public static final int MODIFY = 0x2;
    /** A file that was open for writing was closed. */
    public static final int CLOSE_WRITE = 0x8;
    /** A file was renamed out of the watched directory. */
    public static final int MOVED_FROM = 0x40;
    /** A file was renamed into the watched directory. */
    public static final int MOVED_TO = 0x80;
    /** A file appeared in the watched directory. */
    public static final int CREATE = 0x100;
    /** The watched file itself was removed, once its last user is gone. */
    public static final int DELETE_SELF = 0x400;
    /** The watched file itself was renamed. */
    public static final int MOVE_SELF = 0x800;
    /** The queue ran over and events were lost: look at everything again. */
    public static final int OVERFLOW = 0x4000;
    /** The watch is gone, with what it watched. */
    public static final int IGNORED = 0x8000;

    private final PolledDescriptor polled;
    private final byte[] buffer = new byte[BUFFER];

    private Inotify(PolledDescriptor polled) {
        this.polled = polled;
    }

    /** Opens an empty queue that watches nothing. */
    public static Inotify open(Poller poller) throws IOException {
        int number = (int) LibC.check(
                () -> "inotify_init1(IN_CLOEXEC)", (arena, errno) -> (int) INIT.invokeExact(errno, IN_CLOEXEC));
        return new Inotify(PolledDescriptor.adopt(Descriptor.adopt(number), poller));
    }

    /**
     * Watches a file or directory for a sum of this class's constants.
     *
     * @return the watch's number, as in {@link Event#watch}
     */
    public int watch(Path path, int events) throws IOException {
        return (int) polled.perform(
                Direction.WRITE,
                fd -> LibC.check(
                        () -> "inotify_add_watch(\"" + path + "\", 0x" + Integer.toHexString(events) + ")",
                        (arena, errno) ->
                                (int) ADD_WATCH.invokeExact(errno, fd, arena.allocateFrom(path.toString()), events)));
    }

    /**
     * Stops watching.
     *
     * @param watch the number that {@link #watch} answered
     * @throws LinuxException with EINVAL when the watch went with its file
     */
    public void unwatch(int watch) throws IOException {
        polled.perform(
                Direction.WRITE,
                fd -> LibC.check(() -> "inotify_rm_watch(" + watch + ")", (arena, errno) ->
                        (int) RM_WATCH.invokeExact(errno, fd, watch)));
    }

    /**
     * One change.
     *
     * @param watch the number that {@link Inotify#watch} answered; -1 for {@link Inotify#OVERFLOW}
     * @param mask what happened, as a sum of this class's constants
     * @param name the file in the watched directory; empty when the watched file itself is meant
     */
    public record Event(int watch, int mask, String name) {
        /** Whether this happened, one of the constants of {@link Inotify}. */
        public boolean is(int event) {
            return (mask & event) != 0;
        }
    }

    /**
     * Waits for changes and takes them off the queue.
     *
     * @return at least one
     * @throws java.nio.channels.ClosedChannelException when this queue was closed
     */
    public List<Event> take() throws IOException {
        int size = polled.read(buffer, 0, buffer.length);
        if (size < 0) {
            throw new LinuxException("read(inotify)", Errno.EINVAL);
        }
        MemorySegment memory = MemorySegment.ofArray(buffer);
        List<Event> events = new ArrayList<>();
        int at = 0;
        while (at + HEADER <= size) {
            int watch = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at);
            int mask = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at + 4L);
            int length = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at + 12L);
            int end = at + HEADER;
            while (end < at + HEADER + length && buffer[end] != 0) {
                end++;
            }
            events.add(
                    new Event(watch, mask, new String(buffer, at + HEADER, end - at - HEADER, StandardCharsets.UTF_8)));
            at += HEADER + length;
        }
        return events;
    }

    @Override
    public void close() {
        polled.close();
    }
}
