package dev.proa.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.linux.io.Poller;
import dev.proa.runtime.log.StreamOutput.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LogReaderTest {
    @TempDir
    private Path directory;

    private static String line(int second, String stream, String tag, String content) {
        return "2026-01-02T03:04:%02d.000000007+00:00 %s %s %s\n".formatted(second, stream, tag, content);
    }

    private static String out(String content) {
        return line(5, "stdout", "F", content);
    }

    private static String err(String content) {
        return line(5, "stderr", "F", content);
    }

    private static String part(String content) {
        return line(5, "stdout", "P", content);
    }

    private Path log(String content) throws IOException {
        return Files.write(directory.resolve("log"), content.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String read(Path log, LogQuery query, Form form) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LogReader reader = LogReader.open(new ContainerLog(log, LogLimits.DEFAULT), query, () -> {})) {
            reader.transferTo(bytes, form);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static LogReader follow(Path log, LogQuery query, FileChanges changes, CompletableFuture<?> end)
            throws IOException {
        return LogReader.follow(new ContainerLog(log, LogLimits.DEFAULT), query, changes, end, () -> {});
    }

    private String raw(String content, LogQuery query) throws IOException {
        return read(log(content), query, Form.RAW);
    }

    private static String frame(int stream, String payload) {
        return (char) stream + "\0\0\0" + (char) (payload.length() >>> 24) + (char) (payload.length() >>> 16 & 0xff)
                + (char) (payload.length() >>> 8 & 0xff) + (char) (payload.length() & 0xff) + payload;
    }

    @Test
    void linesComeOutAsTheyWereWritten() throws IOException {
        String content = out("one") + part("two") + part("-and-") + out("half") + out("") + part("no end");
        assertThat(raw(content, LogQuery.ALL)).isEqualTo("one\ntwo-and-half\n\nno end");
    }

    @Test
    void binaryDataAndLookalikesOfHeadersAreContent() throws IOException {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            if (i != '\n') {
                bytes.append((char) i);
            }
        }
        String lookalike = out("x").strip();
        assertThat(raw(out(bytes.toString()) + out(lookalike), LogQuery.ALL))
                .isEqualTo(bytes + "\n" + lookalike + "\n");
    }

    @Test
    void framesHoldConsecutiveLinesOfOneStream() throws IOException {
        String content = out("a") + out("b") + err("c") + out("d");
        assertThat(read(log(content), LogQuery.ALL, Form.MULTIPLEXED))
                .isEqualTo(frame(1, "a\nb\n") + frame(2, "c\n") + frame(1, "d\n"));
    }

    @Test
    void longOutputIsSplitIntoFramesOfBoundedSize() throws IOException {
        StringBuilder content = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 30000; i++) {
            content.append(i % 1000 == 0 ? err("e" + i) : out("line " + i));
            expected.append(i % 1000 == 0 ? "e" + i : "line " + i).append('\n');
        }
        String all = read(log(content.toString()), LogQuery.ALL, Form.MULTIPLEXED);
        StringBuilder payloads = new StringBuilder();
        int at = 0;
        while (at < all.length()) {
            assertThat(all.charAt(at)).isIn((char) 1, (char) 2);
            int length = all.charAt(at + 5) << 16 | all.charAt(at + 6) << 8 | all.charAt(at + 7);
            assertThat(length).isBetween(1, 32 << 10);
            payloads.append(all, at + 8, at + 8 + length);
            at += 8 + length;
        }
        assertThat(payloads.toString()).isEqualTo(expected.toString());
    }

    @Test
    void streamsAndTimesSelectLines() throws IOException {
        String content = line(1, "stdout", "F", "a") + line(2, "stderr", "F", "b") + line(3, "stdout", "F", "c");
        assertThat(raw(content, LogQuery.ALL.withStreams(true, false))).isEqualTo("a\nc\n");
        assertThat(raw(content, LogQuery.ALL.withStreams(false, true))).isEqualTo("b\n");
        assertThat(raw(content, LogQuery.ALL.withSince(Instant.parse("2026-01-02T03:04:02.000000007Z"))))
                .isEqualTo("b\nc\n");
        assertThat(raw(content, LogQuery.ALL.withSince(Instant.parse("2026-01-02T03:04:02.000000008Z"))))
                .isEqualTo("c\n");
        assertThat(raw(content, LogQuery.ALL.withUntil(Instant.parse("2026-01-02T03:04:02.000000007Z"))))
                .isEqualTo("a\nb\n");
        assertThat(raw(content, LogQuery.ALL.withSince(Instant.MIN).withUntil(Instant.MAX)))
                .isEqualTo("a\nb\nc\n");
    }

    @Test
    void timestampsAreInUtcAndOncePerLine() throws IOException {
        String shifted = "2026-01-01T00:30:00.123456789+01:00 stdout F x\n";
        assertThat(raw(part("a") + out("b") + shifted, LogQuery.ALL.withTimestamps()))
                .isEqualTo("2026-01-02T03:04:05.000000007Z ab\n2025-12-31T23:30:00.123456789Z x\n");
        assertThat(raw(shifted, LogQuery.ALL.withSince(Instant.parse("2025-12-31T23:30:00.123456790Z"))))
                .isEmpty();
        assertThat(raw(shifted, LogQuery.ALL.withSince(Instant.parse("2025-12-31T23:30:00.123456789Z"))))
                .isEqualTo("x\n");
    }

    @Test
    void timesAreExactInEveryYear() {
        Random random = new Random(42);
        for (int i = 0; i < 2000; i++) {
            long second = random.nextLong(0, 7_000_000_000L);
            int nano = random.nextInt(1_000_000_000);
            Instant time = Instant.ofEpochSecond(second, nano);
            String text = "%s.%09d+00:00".formatted(time.toString().substring(0, 19), nano);
            assertThat(LogRecord.time(text.getBytes(StandardCharsets.US_ASCII), 0))
                    .as(text)
                    .isEqualTo(LogRecord.nanos(time));
        }
    }

    @ParameterizedTest
    @CsvSource({"0,''", "1,'d\n'", "2,'c1c2\nd\n'", "3,'B\nc1c2\nd\n'", "4,'a\nB\nc1c2\nd\n'", "5,'a\nB\nc1c2\nd\n'"})
    void tailCountsWrittenLinesOfBothStreams(long lines, String expected) throws IOException {
        String content = out("a") + err("B") + part("c1") + out("c2") + out("d");
        assertThat(raw(content, LogQuery.ALL.withTail(lines))).isEqualTo(expected);
    }

    @Test
    void thereIsALastLineAlsoWhileMoreAreWritten() throws Exception {
        Path log = log(out("first"));
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            try (OutputStream end = Files.newOutputStream(log, StandardOpenOption.APPEND)) {
                byte[] more = out("more").getBytes(StandardCharsets.ISO_8859_1);
                while (!over.get()) {
                    end.write(more);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            for (int i = 0; i < 1000; i++) {
                assertThat(read(log, LogQuery.ALL.withTail(1), Form.RAW)).isIn("first\n", "more\n");
            }
        } finally {
            over.set(true);
            writer.join();
        }
    }

    @Test
    void tailCountsAnUnfinishedLineAndIgnoresAHalfWrittenRecord() throws IOException {
        String content = out("a") + out("b") + part("pro") + part("mpt> ") + "2026-01-02T03:0";
        assertThat(raw(content, LogQuery.ALL.withTail(1))).isEqualTo("prompt> ");
        assertThat(raw(content, LogQuery.ALL.withTail(2))).isEqualTo("b\nprompt> ");
    }

    @Test
    void tailAgreesWithReadingAllForEverySizeOfFile() throws IOException {
        Random random = new Random(7);
        StringBuilder content = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < 4000; i++) {
            String text = "x".repeat(random.nextInt(120)) + i;
            content.append(out(text));
            plain.append(text).append('\n');
        }
        String[] all = plain.toString().split("\n", -1);
        Path log = log(content.toString());
        for (int lines : new int[] {1, 2, 63, 500, 1234, 3999, 4000, 9000}) {
            int first = Math.max(0, 4000 - lines);
            String expected = String.join("\n", java.util.Arrays.asList(all).subList(first, 4001));
            assertThat(read(log, LogQuery.ALL.withTail(lines), Form.RAW)).isEqualTo(expected);
        }
    }

    @Test
    void whatConmonCannotHaveWrittenIsLeftOut() throws IOException {
        String garbage = "\n\nshort\n" + "y".repeat(700_000) + "\n" + "2026-01-02T03:04:05.000000007+00:00 stdin  F z\n"
                + "2026-01-02T03:04:05.000000007+00:00 stdout Q z\n";
        String content =
                garbage + out("good") + garbage + "abcd-01-02T03:04:05.00000x007+00:00 stdout F t\n" + out("end");
        assertThat(raw(content, LogQuery.ALL.withSince(Instant.EPOCH))).isEqualTo("good\nend\n");
        assertThat(raw(content, LogQuery.ALL.withTail(1))).isEqualTo("end\n");
        byte[] noise = new byte[1 << 20];
        new Random(3).nextBytes(noise);
        assertThat(raw(new String(noise, StandardCharsets.ISO_8859_1), LogQuery.ALL))
                .isEmpty();
        assertThat(raw(new String(noise, StandardCharsets.ISO_8859_1), LogQuery.ALL.withTail(5)))
                .isEmpty();
    }

    @Test
    void aMissingOrEmptyLogIsEmpty() throws IOException {
        assertThat(read(directory.resolve("none"), LogQuery.ALL.withTail(3), Form.RAW))
                .isEmpty();
        assertThat(raw("", LogQuery.ALL.withTail(3))).isEmpty();
        assertThat(raw("", LogQuery.ALL)).isEmpty();
    }

    @Test
    void followingTakesWhatIsWrittenLaterUntilTheEnd() throws Exception {
        Path log = log(out("old") + out("a"));
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Poller poller = new Poller("test-poller");
                FileChanges changes = new FileChanges(poller);
                LogReader reader = follow(log, LogQuery.ALL.withTail(1).following(), changes, end)) {
            LinkedBlockingQueue<String> pieces = new LinkedBlockingQueue<>();
            CompletableFuture<Void> done = transfer(reader, pieces);
            assertThat(next(pieces)).isEqualTo("a\n");
            String record = out("b");
            append(log, record.substring(0, 30));
            append(log, record.substring(30) + part("c"));
            assertThat(next(pieces) + (pieces.isEmpty() ? "" : next(pieces))).startsWith("b\n");
            append(log, out("d"));
            end.complete(null);
            done.get(30, TimeUnit.SECONDS);
            assertThat(String.join("", pieces)).endsWith("d\n");
        }
    }

    @Test
    void closingEndsFollowing() throws Exception {
        Path log = log(out("a"));
        try (Poller poller = new Poller("test-poller");
                FileChanges changes = new FileChanges(poller)) {
            LogReader one = follow(log, LogQuery.ALL.following(), changes, new CompletableFuture<>());
            LogReader two = follow(log, LogQuery.ALL.following(), changes, new CompletableFuture<>());
            LinkedBlockingQueue<String> first = new LinkedBlockingQueue<>();
            LinkedBlockingQueue<String> second = new LinkedBlockingQueue<>();
            CompletableFuture<Void> oneDone = transfer(one, first);
            CompletableFuture<Void> twoDone = transfer(two, second);
            next(first);
            next(second);
            one.close();
            oneDone.get(30, TimeUnit.SECONDS);
            append(log, out("b"));
            assertThat(next(second)).as("the other one goes on").isEqualTo("b\n");
            two.close();
            twoDone.get(30, TimeUnit.SECONDS);
        }
    }

    private static CompletableFuture<Void> transfer(LogReader reader, LinkedBlockingQueue<String> pieces) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                reader.transferTo(
                        new OutputStream() {
                            @Override
                            public void write(int b) {
                                throw new UnsupportedOperationException();
                            }

                            @Override
                            public void write(byte[] bytes, int offset, int length) {
                                pieces.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
                            }
                        },
                        Form.RAW);
                done.complete(null);
            } catch (IOException failure) {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    private static String next(LinkedBlockingQueue<String> pieces) throws InterruptedException {
        String piece = pieces.poll(30, TimeUnit.SECONDS);
        assertThat(piece).isNotNull();
        return piece;
    }

    private static void append(Path log, String content) throws IOException {
        Files.writeString(log, content, StandardCharsets.ISO_8859_1, StandardOpenOption.APPEND);
    }
}
