package dev.proa.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Pipe;
import dev.proa.linux.io.PolledDescriptor;
import dev.proa.linux.io.Poller;
import dev.proa.linux.process.Child;
import dev.proa.linux.process.Spawn;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeqpacketSocketTest {
    @TempDir
    private Path directory;

    private Poller poller;

    @BeforeEach
    void openPoller() throws IOException {
        poller = new Poller("test-poller");
    }

    @AfterEach
    void closePoller() {
        poller.close();
    }

    /** A listening socket in another program, which says "ready" when it listens. */
    private Child server(Path socket, String body) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl plays the other side");
        String script = """
                use Socket; $| = 1; my ($path) = @ARGV;
                socket(my $l, AF_UNIX, 5, 0) or die; bind($l, pack_sockaddr_un($path)) or die; listen($l, 5) or die;
                print "ready"; accept(my $c, $l) or die;
                """ + body;
        Pipe pipe = Pipe.open();
        try (PolledDescriptor reading = PolledDescriptor.adopt(pipe.reading(), poller)) {
            Child child = Spawn.of(List.of("/usr/bin/perl", "-e", script, socket.toString()))
                    .withOutput(pipe.writing())
                    .start();
            pipe.writing().close();
            assertThat(reading.read(new byte[5], 0, 5)).isEqualTo(5);
            return child;
        }
    }

    @Test
    void packetsKeepTheirBoundariesAndHalfClosingLeavesTheOtherDirection() throws IOException {
        Path path = directory.resolve("s");
        Child child = server(path, """
                my @got; while (1) { recv($c, my $b, 100, 0); last unless length $b; push @got, $b; }
                send($c, join("|", @got), 0); send($c, "second", 0);
                """);
        byte[] buffer = new byte[100];
        try (SeqpacketSocket socket = SeqpacketSocket.connect(path, 100, poller)) {
            socket.send("one".getBytes(StandardCharsets.UTF_8), 0, 3);
            socket.send("xtwox".getBytes(StandardCharsets.UTF_8), 1, 3);
            socket.shutdownOutput();
            int first = socket.receive(buffer);
            assertThat(new String(buffer, 0, first, StandardCharsets.UTF_8)).isEqualTo("one|two");
            int second = socket.receive(buffer);
            assertThat(new String(buffer, 0, second, StandardCharsets.UTF_8)).isEqualTo("second");
            assertThat(socket.receive(buffer)).isEqualTo(-1);
        }
        assertThat(child.awaitExit()).isZero();
    }

    @Test
    void closingWakesAReader() throws Exception {
        Path path = directory.resolve("s");
        Child child = server(path, "recv($c, my $b, 100, 0);");
        SeqpacketSocket socket = SeqpacketSocket.connect(path, 100, poller);
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Thread reader = Thread.startVirtualThread(() -> {
            try {
                socket.receive(new byte[100]);
                end.complete(new AssertionError("received something"));
            } catch (IOException failure) {
                end.complete(failure);
            }
        });
        while (reader.getState() != Thread.State.WAITING && reader.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        socket.close();
        assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(ClosedChannelException.class);
        assertThat(child.awaitExit()).isZero();
    }

    @Test
    void aPacketThatDoesNotFitIsAnErrorInsteadOfCutShort() throws IOException {
        Path path = directory.resolve("s");
        Child child = server(path, "send($c, 'x' x 200, 0);");
        try (SeqpacketSocket socket = SeqpacketSocket.connect(path, 100, poller)) {
            assertThatThrownBy(() -> socket.receive(new byte[100]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("200 bytes");
        }
        assertThat(child.awaitExit()).isZero();
    }

    @Test
    void aPathMayBeLongerThanASocketAddress() throws IOException {
        Path near = directory.resolve("s");
        Child child = server(near, "send($c, 'hello', 0);");
        Path far = Files.createDirectories(directory.resolve("x".repeat(120)));
        Files.move(near, far.resolve("s"));
        byte[] buffer = new byte[100];
        try (SeqpacketSocket socket = SeqpacketSocket.connect(far.resolve("s"), 100, poller)) {
            assertThat(socket.receive(buffer)).isEqualTo(5);
        }
        assertThat(child.awaitExit()).isZero();
    }

    @Test
    void nobodyListeningAndLongNamesAreErrors() {
        assertThatThrownBy(() -> SeqpacketSocket.connect(directory.resolve("none"), 100, poller))
                .isInstanceOfSatisfying(
                        LinuxException.class,
                        failure -> assertThat(failure.is(Errno.ENOENT)).isTrue());
        assertThatThrownBy(() -> SeqpacketSocket.connect(directory.resolve("x".repeat(120)), 100, poller))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
