package dev.proa.runtime.log;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.runtime.OutputChunk.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.DateTimeException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a container's log. One thread reads; {@link #close} by any thread ends it.
 *
 * <p>What was written comes out byte by byte as it was, also binary data and lines without an end. Lines of the file
 * that conmon cannot have written are left out, and so is what it has only half written.
 */
public final class LogReader implements AutoCloseable {
    private static final int BLOCK = 256 << 10;

    private final LogQuery query;
    private final ContainerLog log;
    private final @Nullable FileChanges changes;
    private final CompletableFuture<?> end;
    private final Runnable whenClosed;
    private final ContainerLog.Position position = new ContainerLog.Position(this::wakeUp);
    private final long since;
    private final long until;
    private final boolean timed;
    private final byte[] timestamp = new byte[LogRecord.UTC_LENGTH];
    private final boolean[] inLine = new boolean[2];
    private final byte[] buffer = new byte[BLOCK];
    private int filled;
    private boolean skipping;
    private boolean over;
    private volatile boolean closed;
    private final AtomicBoolean left = new AtomicBoolean();

    private volatile ContainerLog.@Nullable Opened file;
    private volatile FileChanges.@Nullable Watch watch;

    // Where a reading that does not follow ends: what is written later is not part of it.
    private long lastFile = Long.MAX_VALUE;
    private long lastSize = Long.MAX_VALUE;

    private LogReader(
            ContainerLog log,
            LogQuery query,
            @Nullable FileChanges changes,
            CompletableFuture<?> end,
            Runnable whenClosed) {
        this.query = query;
        this.log = log;
        this.changes = changes;
        this.end = end;
        this.whenClosed = whenClosed;
        this.since = query.since().map(LogRecord::nanos).orElse(Long.MIN_VALUE);
        this.until = query.until().map(LogRecord::nanos).orElse(Long.MAX_VALUE);
        this.timed = query.since().isPresent() || query.until().isPresent();
    }

    /** Opens a log that is not followed, or has ended. Files that are not there are an empty log. */
    static LogReader open(ContainerLog log, LogQuery query, Runnable whenClosed) throws IOException {
        return open(new LogReader(log, query, null, CompletableFuture.completedFuture(null), whenClosed));
    }

    /**
     * Opens a log that is still written to.
     *
     * @param changes tells of writes; stays the caller's
     * @param end completed when no more will be written
     * @param whenClosed told once
     */
    static LogReader follow(
            ContainerLog log, LogQuery query, FileChanges changes, CompletableFuture<?> end, Runnable whenClosed)
            throws IOException {
        if (!query.follow()) {
            return open(log, query, whenClosed);
        }
        LogReader reader = new LogReader(log, query, changes, end, whenClosed);
        var _ = end.whenComplete((_, _) -> reader.wakeUp());
        return open(reader);
    }

    private static LogReader open(LogReader reader) throws IOException {
        reader.log.enter(reader.position);
        try {
            reader.begin();
            return reader;
        } catch (IOException failure) {
            reader.close();
            throw failure;
        }
    }

    private void begin() throws IOException {
        List<Long> numbers = log.numbers();
        if (!query.follow() && !numbers.isEmpty()) {
            lastFile = numbers.getLast();
            lastSize = size(lastFile);
        }
        if (query.tail().isPresent()) {
            seek(numbers, query.tail().getAsLong());
        }
    }

    private long size(long number) throws IOException {
        Optional<ContainerLog.Opened> opened = log.open(number);
        if (opened.isEmpty()) {
            return 0;
        }
        try (FileChannel channel = opened.get().channel()) {
            return channel.size();
        }
    }

    /** Goes to where the last lines begin. */
    private void seek(List<Long> numbers, long lines) throws IOException {
        LogTail tail = new LogTail(lines);
        for (int i = numbers.size() - 1; i >= 0 && !tail.reached(); i--) {
            Optional<ContainerLog.Opened> opened = log.open(numbers.get(i));
            if (opened.isEmpty()) {
                return; // those before it have gone as well
            }
            try {
                FileChannel channel = opened.get().channel();
                // Not beyond what is read: lines written meanwhile would be found, and then left out.
                long size = opened.get().number() == lastFile ? lastSize : channel.size();
                channel.position(tail.search(channel, size));
            } catch (IOException failure) {
                opened.get().channel().close();
                throw failure;
            }
            use(opened.get());
        }
        ContainerLog.Opened first = file;
        if (first != null) {
            log.at(position, first.number());
        }
    }

    /** Has this file instead of the one before. */
    private void use(ContainerLog.Opened next) throws IOException {
        ContainerLog.Opened before = file;
        file = next;
        if (before != null) {
            before.channel().close();
        }
        if (closed) {
            next.channel().close(); // close() came before it could see this one
        }
        filled = 0;
        skipping = false;
    }

    /**
     * Hands on all there is; when following, returns after the end or {@link #close}. Flushes whenever it has to wait.
     *
     * @throws IOException when the log cannot be read, the output takes no more, or lines that were not read yet are
     *     gone because the reader is far too slow
     */
    public void transferTo(OutputStream out, StreamOutput.Form form) throws IOException {
        StreamOutput streams = new StreamOutput(out, form);
        try {
            if (file == null && !next()) {
                streams.flush();
                return;
            }
            transfer(streams);
        } catch (ClosedChannelException byUs) {
            if (!closed) {
                throw byUs;
            }
        }
    }

    private void transfer(StreamOutput streams) throws IOException {
        watchCurrent();
        while (!over && !closed) {
            ContainerLog.Opened current = Objects.requireNonNull(file);
            // Both asked before reading: what was written before is read then.
            boolean last = end.isDone();
            boolean leftBehind = log.left(current);
            readToEnd(current, streams);
            if (current.number() >= lastFile) {
                break;
            }
            if (leftBehind && !over && next()) {
                watchCurrent();
                continue;
            }
            streams.flush();
            FileChanges.Watch news = watch;
            if (!query.follow() || last || news == null) {
                break;
            }
            news.await();
        }
        streams.flush();
    }

    private boolean next() throws IOException {
        Optional<ContainerLog.Opened> opened = log.openNext(position);
        if (opened.isEmpty()) {
            return false;
        }
        use(opened.get());
        return true;
    }

    /** The watch comes before the look at who has the name, so that nothing goes unnoticed between the two. */
    private void watchCurrent() throws IOException {
        FileChanges told = changes;
        if (told == null || !query.follow()) {
            return;
        }
        FileChanges.Watch before = watch;
        if (before != null) {
            before.close();
        }
        watch = null;
        try {
            watch = told.watch(log.path());
        } catch (LinuxException gone) {
            if (!gone.is(Errno.ENOENT)) {
                throw gone;
            }
            return; // the container is being removed, and nothing more will come
        }
        if (closed) {
            Objects.requireNonNull(watch).close();
        }
    }

    private void wakeUp() {
        FileChanges.Watch current = watch;
        if (current != null) {
            current.wakeUp();
        }
    }

    private void readToEnd(ContainerLog.Opened current, StreamOutput streams) throws IOException {
        FileChannel from = current.channel();
        long limit = current.number() >= lastFile ? lastSize : Long.MAX_VALUE;
        while (!over && !closed && from.position() < limit) {
            int room = (int) Math.min(buffer.length - filled, limit - from.position());
            int count = from.read(ByteBuffer.wrap(buffer, filled, room));
            if (count < 0) {
                return;
            }
            filled += count;
            int used = parse(streams);
            System.arraycopy(buffer, used, buffer, 0, filled - used);
            filled -= used;
            if (filled == buffer.length) {
                skipping = true; // conmon writes no line near as long
                filled = 0;
            }
        }
    }

    /** Handles all whole lines in the buffer and tells where the rest begins. */
    private int parse(StreamOutput streams) throws IOException {
        byte[] b = buffer;
        int size = filled;
        int at = 0;
        while (at < size) {
            // The header of a record holds no line feed, so the search can start behind it.
            boolean headed = size - at >= LogRecord.HEADER && LogRecord.isRecord(b, at, size);
            int feed = headed ? at + LogRecord.HEADER : at;
            while (feed < size && b[feed] != '\n') {
                feed++;
            }
            if (feed == size) {
                return at;
            }
            if (skipping) {
                skipping = false;
            } else if (headed) {
                record(b, at, feed, streams);
                if (over) {
                    return size;
                }
            }
            at = feed + 1;
        }
        return at;
    }

    private void record(byte[] b, int at, int feed, StreamOutput streams) throws IOException {
        boolean error = LogRecord.isError(b, at);
        boolean partial = LogRecord.isPartial(b, at);
        int stream = error ? 1 : 0;
        boolean startsLine = !inLine[stream];
        inLine[stream] = partial;
        if (error ? !query.error() : !query.output()) {
            return;
        }
        Stream kind = error ? Stream.ERROR : Stream.OUTPUT;
        try {
            if (timed) {
                long time = LogRecord.time(b, at);
                if (time > until) {
                    over = true;
                    return;
                }
                if (time < since) {
                    return;
                }
            }
            if (query.timestamps() && startsLine) {
                LogRecord.writeUtc(b, at, timestamp);
                streams.write(kind, timestamp, 0, timestamp.length);
            }
        } catch (DateTimeException notARecord) {
            return;
        }
        int content = at + LogRecord.HEADER;
        streams.write(kind, b, content, partial ? feed - content : feed + 1 - content);
    }

    /** Ends the reading, also one under way. Closing again does nothing. */
    @Override
    public void close() throws IOException {
        closed = true;
        FileChanges.Watch current = watch;
        if (current != null) {
            current.close();
        }
        ContainerLog.Opened opened = file;
        if (opened != null) {
            opened.channel().close();
        }
        if (left.compareAndSet(false, true)) {
            try {
                log.leave(position);
            } finally {
                whenClosed.run();
            }
        }
    }
}
