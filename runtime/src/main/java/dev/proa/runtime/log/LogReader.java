package dev.proa.runtime.log;

import dev.proa.runtime.OutputChunk.Stream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
    private final @Nullable FileChannel file;
    private final Optional<FileChanges.Watch> changes;
    private final CompletableFuture<?> end;
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

    private LogReader(
            LogQuery query, @Nullable FileChannel file, Optional<FileChanges.Watch> changes, CompletableFuture<?> end) {
        this.query = query;
        this.file = file;
        this.changes = changes;
        this.end = end;
        this.since = query.since().map(LogRecord::nanos).orElse(Long.MIN_VALUE);
        this.until = query.until().map(LogRecord::nanos).orElse(Long.MAX_VALUE);
        this.timed = query.since().isPresent() || query.until().isPresent();
    }

    /** Opens a log that is not followed, or has ended. A file that is not there is an empty log. */
    public static LogReader open(Path log, LogQuery query) throws IOException {
        return open(log, query, Optional.empty(), CompletableFuture.completedFuture(null));
    }

    /**
     * Opens a log that is still written to.
     *
     * @param changes tells of writes; stays the caller's
     * @param end completed when no more will be written
     */
    public static LogReader follow(Path log, LogQuery query, FileChanges changes, CompletableFuture<?> end)
            throws IOException {
        if (!query.follow()) {
            return open(log, query);
        }
        FileChanges.Watch watch = changes.watch(log);
        try {
            // The watch comes first, so that nothing written after the file's end was seen goes unnoticed.
            var _ = end.whenComplete((_, _) -> watch.wakeUp());
            return open(log, query, Optional.of(watch), end);
        } catch (IOException failure) {
            watch.close();
            throw failure;
        }
    }

    private static LogReader open(
            Path log, LogQuery query, Optional<FileChanges.Watch> changes, CompletableFuture<?> end)
            throws IOException {
        FileChannel file;
        try {
            file = FileChannel.open(log, StandardOpenOption.READ);
        } catch (NoSuchFileException never) {
            return new LogReader(query, null, changes, CompletableFuture.completedFuture(null));
        }
        try {
            if (query.tail().isPresent()) {
                file.position(LogTail.offset(file, query.tail().getAsLong()));
            }
        } catch (IOException failure) {
            file.close();
            throw failure;
        }
        return new LogReader(query, file, changes, end);
    }

    /**
     * Hands on all there is; when following, returns after the end or {@link #close}. Flushes whenever it has to wait.
     *
     * @throws IOException when the log cannot be read or the output takes no more
     */
    public void transferTo(OutputStream out, StreamOutput.Form form) throws IOException {
        StreamOutput streams = new StreamOutput(out, form);
        FileChannel from = file;
        if (from == null) {
            streams.flush();
            return;
        }
        try {
            while (!over && !closed) {
                boolean last = end.isDone(); // asked before reading: what was written before the end is read then
                readToEnd(from, streams);
                streams.flush();
                if (!query.follow() || last || changes.isEmpty()) {
                    return;
                }
                changes.get().await();
            }
        } catch (ClosedChannelException byUs) {
            if (!closed) {
                throw byUs;
            }
        }
    }

    private void readToEnd(FileChannel from, StreamOutput streams) throws IOException {
        // One look at the size, so that a fast writer cannot keep a reader busy that does not follow.
        long limit = query.follow() ? Long.MAX_VALUE : from.size();
        while (!over && !closed && from.position() < limit) {
            int count = from.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
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
        changes.ifPresent(FileChanges.Watch::close);
        if (file != null) {
            file.close();
        }
    }
}
