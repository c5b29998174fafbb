package dev.proa.runtime.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Queue;

/** Writes a log of numbered lines and reopens it as conmon does; each step is taken when a test says so. */
final class FakeConmon implements AutoCloseable {
    private final Path log;
    private final Queue<Boolean> requests = new ArrayDeque<>();
    private FileChannel file;
    private int written;

    FakeConmon(Path log) throws IOException {
        this.log = log;
        this.file = FileChannel.open(log, StandardOpenOption.APPEND, StandardOpenOption.CREATE);
    }

    /** What the keeper sends; carried out by {@link #reopen}. */
    void request() {
        requests.add(true);
    }

    int requests() {
        return requests.size();
    }

    int written() {
        return written;
    }

    /** Carries out the oldest request. */
    void reopen() throws IOException {
        requests.remove();
        file.close();
        Path replacement = log.resolveSibling(log.getFileName() + ".tmp");
        file = FileChannel.open(
                replacement, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        Files.move(replacement, log, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes so many lines of 60 bytes. */
    void write(int lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("2026-01-02T03:04:05.000000007+00:00 stdout F ").append(content(written++));
        }
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    static String content(int line) {
        return "%014d\n".formatted(line);
    }

    /** What the lines from one to before another come out as. */
    static String lines(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(content(i));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
