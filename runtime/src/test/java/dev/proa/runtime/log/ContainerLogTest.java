package dev.proa.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.runtime.log.StreamOutput.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of 60 bytes, 100 of them to a file, three files. */
@Timeout(60)
class ContainerLogTest {
    private static final LogLimits LIMITS = new LogLimits(6000, 3);
    private static final LogLimits MANY = new LogLimits(6000, 100_000);

    @TempDir
    private Path directory;

    private Path path;
    private FakeConmon conmon;
    private ContainerLog log;

    @BeforeEach
    void begin() throws IOException {
        path = directory.resolve("log");
        conmon = new FakeConmon(path);
        log = new ContainerLog(path, LIMITS);
        log.begin();
    }

    @AfterEach
    void end() throws IOException {
        conmon.close();
    }

    private void check() throws IOException {
        log.check(conmon::request);
    }

    /** Writes a file full, and lets it be left. */
    private void fill() throws IOException {
        conmon.write(100);
        check();
        conmon.reopen();
        check();
    }

    private String read(LogQuery query) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (LogReader reader = LogReader.open(log, query, () -> {})) {
            reader.transferTo(bytes, Form.RAW);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }

    private String all() throws IOException {
        return read(LogQuery.ALL);
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> {
                        try {
                            return LogFiles.look(file).orElseThrow();
                        } catch (IOException failure) {
                            throw new java.io.UncheckedIOException(failure);
                        }
                    })
                    .distinct()
                    .mapToLong(LogFiles.Seen::size)
                    .sum();
        }
    }

    /** As a daemon that was killed leaves it: what it knew is gone, what it asked for is still asked for. */
    private void startAgain() {
        log = new ContainerLog(path, MANY);
        log.begin();
    }

    private void endOfContainer() throws IOException {
        conmon.close();
        log.end();
    }

    @Test
    void aSmallLogIsOneFileThatNobodyTouches() throws IOException {
        conmon.write(50);
        check();
        assertThat(conmon.requests()).isZero();
        endOfContainer();
        assertThat(directory).isDirectoryContaining(file -> file.equals(path));
        assertThat(directory.toFile().list()).containsExactly("log");
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 50));
    }

    @Test
    void filesAreReadFromTheOldestToTheNewest() throws IOException {
        fill();
        fill();
        conmon.write(10);
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 210));
        assertThat(read(LogQuery.ALL.withTail(5))).isEqualTo(FakeConmon.lines(205, 210));
        assertThat(read(LogQuery.ALL.withTail(10))).isEqualTo(FakeConmon.lines(200, 210));
        assertThat(read(LogQuery.ALL.withTail(11))).isEqualTo(FakeConmon.lines(199, 210));
        assertThat(read(LogQuery.ALL.withTail(150))).isEqualTo(FakeConmon.lines(60, 210));
        assertThat(read(LogQuery.ALL.withTail(1000))).isEqualTo(FakeConmon.lines(0, 210));
        assertThat(read(LogQuery.ALL.withTail(0))).isEmpty();
    }

    @Test
    void theOldestLinesGo() throws IOException {
        for (int i = 0; i < 10; i++) {
            fill();
        }
        conmon.write(1);
        assertThat(bytes()).isLessThanOrEqualTo(LIMITS.total());
        assertThat(all()).isEqualTo(FakeConmon.lines(800, 1001));
        endOfContainer();
        assertThat(all()).endsWith(FakeConmon.lines(900, 1001));
    }

    @Test
    void whatGrewFarTooLargeIsCutDownToItsNewestLines() throws IOException {
        conmon.write(5000);
        check();
        conmon.write(1000); // before conmon gets to the request
        conmon.reopen();
        check();
        assertThat(bytes()).isLessThanOrEqualTo(LIMITS.total());
        String kept = all();
        assertThat(kept).isEqualTo(FakeConmon.lines(6000 - kept.length() / 15, 6000));
        assertThat(kept.length() / 15).isGreaterThan(100);
    }

    @Test
    void theLastLinesOfOneThatEndedAreKeptAndNoMore() throws IOException {
        conmon.write(5000);
        endOfContainer();
        assertThat(bytes()).isLessThanOrEqualTo(LIMITS.total()).isGreaterThan(LIMITS.total() - 100);
        assertThat(all()).isEqualTo(FakeConmon.lines(4700, 5000));
        assertThat(directory.toFile().list()).containsExactly("log");
    }

    @Test
    void aRequestThatIsNotCarriedOutBeforeTheEndLeavesNothing() throws IOException {
        fill();
        conmon.write(150);
        check();
        endOfContainer();
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 250));
        assertThat(directory.resolve("log.tmp")).doesNotExist();
        // The next run goes on with the same file.
        conmon = new FakeConmon(path);
        log.begin();
        conmon.write(3);
        assertThat(all()).endsWith(FakeConmon.lines(0, 3));
    }

    @Test
    void aSingleFileKeepsItsNewerHalfAtLeast() throws IOException {
        LogLimits one = new LogLimits(6000, 1);
        log = new ContainerLog(path, one);
        log.begin();
        for (int i = 0; i < 20; i++) {
            conmon.write(47);
            check();
            if (conmon.requests() > 0) {
                conmon.reopen();
                check();
            }
            assertThat(bytes()).isLessThanOrEqualTo(one.total());
            String kept = all();
            assertThat(kept).isEqualTo(FakeConmon.lines(conmon.written() - kept.length() / 15, conmon.written()));
            assertThat(kept.length() / 15).isGreaterThanOrEqualTo(47);
        }
    }

    @Test
    void aReaderThatDoesNotFollowEndsWhereTheLogEndedWhenItCame() throws IOException {
        fill();
        conmon.write(20);
        try (LogReader reader = LogReader.open(log, LogQuery.ALL, () -> {})) {
            conmon.write(100);
            check();
            conmon.reopen();
            check();
            conmon.write(5);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            reader.transferTo(bytes, Form.RAW);
            assertThat(bytes.toString(StandardCharsets.US_ASCII)).isEqualTo(FakeConmon.lines(0, 120));
        }
    }

    /** The race: by the time a reader takes the next file, LOG has come to mean the one after that. */
    @Test
    void aReaderGoesFromFileToFileAndSkipsNone() throws IOException {
        ContainerLog.Position reader = new ContainerLog.Position(() -> {});
        log.enter(reader);
        conmon.write(100);
        ContainerLog.Opened first = log.openNext(reader).orElseThrow();
        assertThat(log.left(first)).isFalse();
        check();
        assertThat(log.left(first)).isFalse();
        assertThat(log.openNext(reader)).as("a file that is not begun").isEmpty();
        conmon.reopen();
        assertThat(log.left(first)).isTrue();
        check();
        fill();
        fill();
        StringBuilder seen = new StringBuilder();
        ContainerLog.Opened file = first;
        while (true) {
            seen.append(new String(
                    java.nio.channels.Channels.newInputStream(file.channel()).readAllBytes(),
                    StandardCharsets.US_ASCII));
            file.channel().close();
            if (!log.left(file)) {
                break;
            }
            file = log.openNext(reader).orElseThrow();
        }
        assertThat(seen.toString().lines().map(line -> line.substring(45) + "\n"))
                .containsExactlyElementsOf(FakeConmon.lines(0, 300)
                        .lines()
                        .map(line -> line + "\n")
                        .toList());
        log.leave(reader);
    }

    @Test
    void whatAReaderHasNotSeenIsKeptUntilItHas() throws IOException {
        ContainerLog.Position reader = new ContainerLog.Position(() -> {});
        log.enter(reader);
        for (int i = 0; i < 10; i++) {
            fill();
        }
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 1000));
        for (int i = 0; i < 9; i++) {
            log.openNext(reader).orElseThrow().channel().close();
        }
        fill();
        assertThat(all()).startsWith(FakeConmon.lines(800, 810));
        log.leave(reader);
        assertThat(bytes()).isLessThanOrEqualTo(LIMITS.total());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsGivenUpWhetherTheReaderLeavesBeforeTheEndOrAfter(boolean before) throws IOException {
        ContainerLog.Position reader = new ContainerLog.Position(() -> {});
        log.enter(reader);
        for (int i = 0; i < 10; i++) {
            fill();
        }
        conmon.write(2000);
        if (before) {
            log.leave(reader);
            endOfContainer();
        } else {
            endOfContainer();
            assertThat(all()).isEqualTo(FakeConmon.lines(0, 3000));
            log.leave(reader);
        }
        assertThat(bytes()).isLessThanOrEqualTo(LIMITS.total());
        assertThat(all()).isEqualTo(FakeConmon.lines(2700, 3000));
    }

    @Test
    void aReaderAlsoGetsTheRestOfALogThatIsRemoved() throws IOException {
        fill();
        ContainerLog.Position reader = new ContainerLog.Position(() -> {});
        log.enter(reader);
        log.openNext(reader).orElseThrow().channel().close();
        fill();
        conmon.write(5);
        endOfContainer();
        log.handOver();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        long rest = 0;
        for (var next = log.openNext(reader); next.isPresent(); next = log.openNext(reader)) {
            rest += next.get().channel().size();
            next.get().channel().close();
        }
        assertThat(rest).isEqualTo(105 * 60);
        log.leave(reader);
    }

    @Test
    void aReaderFarTooSlowIsToldRatherThanGivenAGap() throws IOException {
        log = new ContainerLog(path, LIMITS, 20_000);
        log.begin();
        ContainerLog.Position reader = new ContainerLog.Position(() -> {});
        log.enter(reader);
        conmon.write(10);
        log.openNext(reader).orElseThrow().channel().close();
        for (int i = 0; i < 20; i++) {
            fill();
        }
        assertThat(bytes()).isLessThanOrEqualTo(LIMITS.total() + 20_000);
        assertThatThrownBy(() -> log.openNext(reader)).hasMessageContaining("too slow");
        log.leave(reader);
        assertThat(bytes()).isLessThanOrEqualTo(LIMITS.total());
    }

    /** The race: the request of a killed daemon is still on its way when the next daemon repeats it. */
    @Test
    void aRepeatedRequestLosesNothing() throws IOException {
        conmon.write(100);
        check();
        startAgain();
        check();
        assertThat(conmon.requests()).isEqualTo(2);
        conmon.reopen();
        conmon.write(20);
        conmon.reopen(); // makes a file that nobody has prepared
        conmon.write(20);
        check();
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 140));
        conmon.write(80);
        check();
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 220));
        conmon.reopen();
        conmon.write(7);
        check();
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 227));
    }

    /** The race: what conmon has just made itself is taken for what was prepared. */
    @Test
    void aFileThatConmonMadeItselfGetsANumberBeforeItIsLeft() throws IOException {
        conmon.write(100);
        check();
        startAgain();
        check();
        conmon.reopen();
        check();
        conmon.write(100);
        check(); // prepares another one, which the late request takes
        conmon.reopen();
        conmon.write(1);
        check();
        conmon.write(100);
        conmon.reopen();
        conmon.write(1);
        check();
        assertThat(all()).isEqualTo(FakeConmon.lines(0, 302));
        while (conmon.requests() > 0) {
            conmon.reopen();
            conmon.write(1);
            check();
        }
        assertThat(all()).isEqualTo(FakeConmon.lines(0, conmon.written()));
    }

    /** Any order of writes, looks, late requests and killed daemons, with limits that take nothing away. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLostWhateverTheOrder(long seed) throws IOException {
        Random random = new Random(seed);
        log = new ContainerLog(path, MANY);
        log.begin();
        boolean killed = false;
        for (int step = 0; step < 600; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> conmon.write(random.nextInt(60));
                case 3, 4 -> check();
                case 5, 6 -> {
                    // All that wait are carried out at once by conmon, but for the last.
                    while (conmon.requests() > 0) {
                        conmon.reopen();
                    }
                    killed = false;
                }
                default -> {
                    if (!killed && random.nextInt(4) == 0) {
                        killed = true;
                        log = new ContainerLog(path, MANY);
                        log.begin();
                    }
                }
            }
        }
        String kept = all();
        assertThat(kept.length()).isEqualTo(15 * conmon.written());
        assertThat(kept).isEqualTo(FakeConmon.lines(0, conmon.written()));
    }
}
