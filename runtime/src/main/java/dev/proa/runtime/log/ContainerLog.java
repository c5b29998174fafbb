package dev.proa.runtime.log;

import dev.proa.runtime.log.LogFiles.Numbered;
import dev.proa.runtime.log.LogFiles.Seen;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One container's log: begins new files, keeps within limits, and leads readers from file to file. Safe for use by any
 * thread; nobody else renames or removes its files but conmon, and that only when told to.
 *
 * <p>A file that conmon is about to write to has a number before conmon gets it, and so has the one it leaves. So no
 * crash and no repeated request to reopen the log can take the last name of a file with lines in it:
 *
 * <ol>
 *   <li>an empty file is made as {@code LOG.N+2} and linked as {@code LOG.tmp};
 *   <li>the file conmon writes to is linked as {@code LOG.N+1}, unless it has a number;
 *   <li>conmon is told to reopen its log, and renames {@code LOG.tmp} to {@code LOG}.
 * </ol>
 *
 * Each step finds out by itself whether it was done before. A request that is still under way when a new daemon repeats
 * it makes conmon use one empty file more, which has no number until the next round gives it one.
 */
final class ContainerLog {
    /** How much more than its limits a log may keep for readers that have not seen it. */
    static final long HELD_FOR_READERS = 2L << 30;

    private final LogFiles files;
    private final LogLimits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Position> positions = new HashSet<>();
    private final long heldForReaders;
    private boolean written;
    private boolean heldBack;
    private boolean removed;
    private long dropped = -1;
    private @Nullable Object leaving;

    ContainerLog(Path log, LogLimits limits) {
        this(log, limits, HELD_FOR_READERS);
    }

    /** @param heldForReaders see {@link #HELD_FOR_READERS} */
    ContainerLog(Path log, LogLimits limits, long heldForReaders) {
        this.files = new LogFiles(log);
        this.limits = limits;
        this.heldForReaders = heldForReaders;
    }

    /** Asks conmon to reopen its log; returns before it has done so. */
    @FunctionalInterface
    interface Reopen {
        void request() throws IOException;
    }

    /** Where a reader is. What it has not seen is not taken away, within bounds. */
    static final class Position {
        private final Runnable news;
        private final Deque<Opened> ahead = new ArrayDeque<>();
        private long number = -1;

        /** @param news told when there is another file to go on with */
        Position(Runnable news) {
            this.news = news;
        }
    }

    /**
     * A file that was opened for reading; its reader closes it.
     *
     * @param number its place among the others
     * @param key by which it is known
     */
    record Opened(long number, FileChannel channel, Object key) {}

    /** A file with lines in it, or that conmon writes to. */
    private record Segment(long number, Path path, Seen file, boolean current) {}

    /** What there is, the oldest first; the file conmon has is the last. */
    private record Layout(
            List<Segment> segments,
            long highest,
            @Nullable Seen current,
            @Nullable Seen prepared) {
        private boolean isNumbered(List<Numbered> numbered, Object key) {
            return numbered.stream().anyMatch(one -> one.file().key().equals(key));
        }
    }

    Path path() {
        return files.log();
    }

    /** Before conmon starts: from now on the newest file is not touched. Waits for a shortening under way. */
    void begin() {
        lock.lock();
        try {
            written = true;
            leaving = null;
        } finally {
            lock.unlock();
        }
    }

    /** After conmon's end: brings the log within its limits. */
    void end() throws IOException {
        lock.lock();
        try {
            written = false;
            leaving = null;
            trim();
        } finally {
            lock.unlock();
        }
    }

    /** Brings the log within its limits if no conmon has it. */
    void trimIfEnded() throws IOException {
        lock.lock();
        try {
            if (!written) {
                trim();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a look at the log has shown.
     *
     * @param size of the file that is written to
     * @param waiting whether conmon was asked for a new file and has not begun it yet
     */
    record Checked(long size, boolean waiting) {}

    /** Looks whether the file being written to is full, and begins a new one if so. */
    Checked check(Reopen reopen) throws IOException {
        lock.lock();
        try {
            Optional<Seen> now = LogFiles.look(files.log());
            if (now.isEmpty() || !written) {
                return new Checked(0, false);
            }
            if (leaving != null) {
                if (now.get().key().equals(leaving)) {
                    return new Checked(now.get().size(), true);
                }
                leaving = null;
                trim();
                positions.forEach(position -> position.news.run());
            }
            if (now.get().size() < fullAt()) {
                return new Checked(now.get().size(), false);
            }
            Object full = prepare();
            if (full != null) {
                reopen.request();
                leaving = full;
            }
            return new Checked(now.get().size(), leaving != null);
        } finally {
            lock.unlock();
        }
    }

    /** A little early, since conmon goes on writing until it has begun the next one. */
    long fullAt() {
        return limits.segment() - limits.segment() / 8;
    }

    /** Makes a new file ready to be begun; the key of the one to be left, null when that has happened meanwhile. */
    private @Nullable Object prepare() throws IOException {
        Layout before = layout();
        if (before.prepared == null) {
            Path next = files.numbered(before.highest + 2);
            LogFiles.makeEmpty(next);
            if (!LogFiles.link(next, files.prepared())) {
                Files.deleteIfExists(next); // conmon has just made one itself
            }
        }
        List<Numbered> numbered = files.allNumbered();
        Optional<Seen> prepared = LogFiles.look(files.prepared());
        if (prepared.isPresent() && !before.isNumbered(numbered, prepared.get().key())) {
            LogFiles.link(files.prepared(), files.numbered(before.highest + 2));
        }
        Layout ready = layout();
        Seen current = ready.current;
        if (current == null || ready.segments.isEmpty()) {
            return null;
        }
        Segment last = ready.segments.getLast();
        if (last.path.equals(files.log())) {
            LogFiles.link(files.log(), files.numbered(last.number));
            Optional<Seen> linked = LogFiles.look(files.numbered(last.number));
            if (linked.isPresent() && !linked.get().key().equals(current.key())) {
                // conmon took the prepared file at this moment, for a request of a daemon before this one.
                Files.deleteIfExists(files.numbered(last.number));
                return null;
            }
        }
        return current.key();
    }

    private Layout layout() throws IOException {
        while (true) {
            Optional<Seen> current = LogFiles.look(files.log());
            List<Numbered> numbered = files.allNumbered();
            Optional<Seen> prepared = LogFiles.look(files.prepared());
            Optional<Seen> still = LogFiles.look(files.log());
            if (current.map(Seen::key).equals(still.map(Seen::key))) {
                return arrange(current.orElse(null), numbered, prepared.orElse(null));
            }
        }
    }

    private Layout arrange(@Nullable Seen current, List<Numbered> numbered, @Nullable Seen prepared) {
        List<Segment> segments = new ArrayList<>();
        long highest = numbered.isEmpty() ? 0 : numbered.getLast().number();
        boolean named = false;
        long unnamed = highest + 1;
        for (Numbered one : numbered) {
            Object key = one.file().key();
            if (current != null && key.equals(current.key())) {
                segments.add(new Segment(one.number(), files.numbered(one.number()), one.file(), true));
                named = true;
                break; // what comes after was never begun
            }
            if (prepared != null && key.equals(prepared.key())) {
                unnamed = one.number() - 1;
                continue;
            }
            segments.add(new Segment(one.number(), files.numbered(one.number()), one.file(), false));
        }
        if (current != null && !named) {
            segments.add(new Segment(unnamed, files.log(), current, true));
        }
        return new Layout(segments, highest, current, prepared);
    }

    private void trim() throws IOException {
        files.removeUnfinished();
        if (!written) {
            Files.deleteIfExists(files.prepared());
        }
        Layout all = layout();
        List<Segment> segments = new ArrayList<>(all.segments);
        removeNeverBegun(all);
        long room = limits.total();
        int count = limits.segments();
        if (written && !segments.isEmpty() && segments.getLast().current) {
            segments.removeLast();
            room -= limits.segment();
            count--;
        }
        long size = segments.stream().mapToLong(one -> one.file.size()).sum();
        long wanted = positions.stream().mapToLong(one -> one.number).min().orElse(Long.MAX_VALUE);
        heldBack = false;
        while (!segments.isEmpty() && (segments.size() > count || size > room)) {
            Segment oldest = segments.getFirst();
            if (oldest.number >= wanted && size - room <= mayHold()) {
                heldBack = true;
                return;
            }
            long rest = oldest.file.size() - Math.max(0, size - room);
            size -= oldest.file.size();
            segments.removeFirst();
            dropped = Math.max(dropped, oldest.number);
            if (oldest.current) {
                shortenCurrent(oldest, Math.max(0, rest));
            } else if (worthShortening(oldest, rest, segments)) {
                shorten(oldest, rest);
                size += rest;
                return;
            } else {
                Files.deleteIfExists(oldest.path);
            }
        }
    }

    /** A copy costs: only of a file that is far too large, or of the only one with older lines. */
    private boolean worthShortening(Segment oldest, long rest, List<Segment> others) {
        return rest >= limits.segment() / 4
                && (others.isEmpty() || oldest.file.size() > limits.segment() + limits.segment() / 2);
    }

    /** A file made for a request that was never carried out. */
    private void removeNeverBegun(Layout all) throws IOException {
        if (all.current == null) {
            return;
        }
        long last = all.segments.getLast().number;
        for (Numbered one : files.allNumbered()) {
            boolean next = all.prepared != null && one.file().key().equals(all.prepared.key());
            if (one.number() > last && !next && one.file().size() == 0) {
                Files.deleteIfExists(files.numbered(one.number()));
            }
        }
    }

    /** Of what remains on the disk, readers get half at most. */
    private long mayHold() throws IOException {
        if (heldForReaders == 0) {
            return 0;
        }
        Path directory = java.util.Objects.requireNonNull(files.log().getParent(), "a log has a directory");
        return Math.min(heldForReaders, Files.getFileStore(directory).getUsableSpace() / 2);
    }

    private void shorten(Segment segment, long keep) throws IOException {
        try {
            files.shorten(segment.path, keep);
        } catch (IOException noRoom) {
            Files.deleteIfExists(segment.path); // rather than a disk that stays full
        }
    }

    /** The number goes first: at no moment are there two files with the same lines. */
    private void shortenCurrent(Segment segment, long keep) throws IOException {
        if (!segment.path.equals(files.log())) {
            Files.deleteIfExists(segment.path);
        }
        files.shorten(files.log(), keep);
    }

    /** Before the files are removed: readers get hold of what they have not seen. */
    void handOver() throws IOException {
        lock.lock();
        try {
            if (positions.isEmpty() || removed) {
                return;
            }
            removed = true;
            List<Segment> segments = layout().segments;
            for (Position position : positions) {
                for (Segment segment : segments) {
                    if (segment.number > position.number) {
                        open(segment).ifPresent(position.ahead::add);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets a reader in: from now on nothing is taken away that comes after it, within bounds. */
    void enter(Position position) {
        lock.lock();
        try {
            positions.add(position);
        } finally {
            lock.unlock();
        }
    }

    /** The reader has all it wants; what was kept for it can go. */
    void leave(Position position) throws IOException {
        lock.lock();
        try {
            boolean known = positions.remove(position);
            for (Opened unread : position.ahead) {
                unread.channel().close();
            }
            position.ahead.clear();
            if (known && heldBack && !removed) {
                trim();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The numbers of the files there are, the oldest first. */
    List<Long> numbers() throws IOException {
        lock.lock();
        try {
            return layout().segments.stream().map(Segment::number).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Opens one of the files; empty when it has gone meanwhile. */
    Optional<Opened> open(long number) throws IOException {
        lock.lock();
        try {
            for (Segment segment : layout().segments) {
                if (segment.number == number) {
                    return open(segment);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens the file after the one a reader has, or the first; empty when there is none.
     *
     * @throws IOException when files were given up that the reader has not seen
     */
    Optional<Opened> openNext(Position position) throws IOException {
        lock.lock();
        try {
            if (removed) {
                Optional<Opened> next = Optional.ofNullable(position.ahead.poll());
                next.ifPresent(opened -> position.number = opened.number());
                return next;
            }
            if (position.number >= 0 && dropped > position.number) {
                throw new IOException("the log was shortened before it was read: the reader is too slow");
            }
            for (Segment segment : layout().segments) {
                if (segment.number > position.number) {
                    Optional<Opened> opened = open(segment);
                    if (opened.isPresent()) {
                        position.number = opened.get().number();
                        return opened;
                    }
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Says that a reader has got to a file, which it has opened. */
    void at(Position position, long number) {
        lock.lock();
        try {
            position.number = number;
        } finally {
            lock.unlock();
        }
    }

    private Optional<Opened> open(Segment segment) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(segment.path, StandardOpenOption.READ);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
        // Only LOG itself can mean another file by now; the one meant then has a number.
        Optional<Seen> opened = LogFiles.look(segment.path);
        if (opened.isPresent() && opened.get().key().equals(segment.file.key())) {
            return Optional.of(new Opened(segment.number, channel, segment.file.key()));
        }
        channel.close();
        for (Segment again : layout().segments) {
            if (again.file.key().equals(segment.file.key())) {
                return open(again);
            }
        }
        return Optional.empty();
    }

    /** Whether conmon has another file than this one by now, so that no more will be written to it. */
    boolean left(Opened file) throws IOException {
        Optional<Seen> current = LogFiles.look(files.log());
        return current.isEmpty() || !current.get().key().equals(file.key());
    }
}
