package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code /containers/{id}/attach} and {@code /attach/ws} by hand: what command lines do not ask for. */
@OnEngine
class AttachApiTest {

    private final Daemon daemon;
    private final Cli cli;

    AttachApiTest(Daemon daemon) {
        this.daemon = daemon;
        this.cli = Cli.docker(daemon);
    }

    private Api.Connection attach(String name, String parameters) throws IOException {
        Api.Connection connection = daemon.api().open();
        connection.send("POST /v1.41/containers/" + name + "/attach?" + parameters
                + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        Api.Response head = connection.readHead();
        assertThat(head.status()).isEqualTo(200); // no upgrade was asked for
        assertThat(head.header("Content-Type")).contains("application/vnd.docker.raw-stream");
        return connection;
    }

    /** Reads frames until so many bytes of output have come, or the end. */
    private static String read(Api.Connection connection, int bytes) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        while (output.size() < bytes) {
            byte[] header = connection.in().readNBytes(8);
            if (header.length < 8) {
                break;
            }
            output.write(connection.in().readNBytes(ByteBuffer.wrap(header).getInt(4)));
        }
        return output.toString(StandardCharsets.US_ASCII);
    }

    /** Whole lines are the numbers from 1 on. */
    private static void expectNumbers(String text) {
        String[] lines = text.substring(0, text.lastIndexOf('\n')).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].equals(Integer.toString(i + 1))) {
                throw new AssertionError("line " + (i + 1) + " is " + lines[i]);
            }
        }
    }

    private String counts() {
        String name = SharedEngine.freshName("counts");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "i=0; while [ ! -e /stop ]; do n=0; while [ $n -lt 50 ]; do"
                                + " n=$((n+1)); i=$((i+1)); echo $i; done; sleep 0.01; done")
                .ok();
        return name;
    }

    @ConcurrentTest
    void pastAndPresentFollowEachOtherWithoutAGap() throws IOException {
        String name = counts();
        for (int round = 0; round < 5; round++) {
            int past = cli.run("logs", name).out().length();
            try (Api.Connection attached = attach(name, "logs=1&stream=1&stdout=1&stderr=1")) {
                expectNumbers(read(attached, past + 10_000));
            }
        }
        Api.Connection last = attach(name, "logs=1&stream=1&stdout=1");
        cli.run("exec", name, "touch", "/stop").ok();
        String whole = read(last, Integer.MAX_VALUE);
        last.close();
        expectNumbers(whole);
        assertThat(cli.run("logs", name).out()).isEqualTo(whole);
    }

    @ConcurrentTest
    void aContainerThatIsStartedLaterAlsoGoesOnFromItsLog() throws IOException {
        String name = SharedEngine.freshName("twice");
        cli.run("run", "--name", name, "busybox", "sh", "-c", "[ -e /again ] && echo two || echo one; touch /again")
                .ok();
        try (Api.Connection attached = attach(name, "logs=1&stream=1&stdout=1")) {
            cli.run("start", name).ok();
            assertThat(read(attached, Integer.MAX_VALUE)).isEqualTo("one\ntwo\n");
        }
    }

    @ConcurrentTest
    void logsAloneEndAndNothingButInputIsQuiet() throws IOException {
        String name = SharedEngine.freshName("alone");
        cli.run(
                        "run",
                        "-di",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "echo first; read x; echo $x >/proc/1/fd/2; sleep 1000")
                .ok();
        Await.until("output", () -> cli.run("logs", name).out().equals("first\n"));
        try (Api.Connection attached = attach(name, "logs=1&stdout=1&stderr=1")) {
            assertThat(read(attached, Integer.MAX_VALUE)).isEqualTo("first\n");
        }
        try (Api.Connection attached = attach(name, "stream=1&stdin=1")) {
            attached.send("typed\n");
            Await.until("what was typed", () -> cli.run("logs", name).err().equals("typed\n"));
        }
    }

    @ConcurrentTest
    void aReaderThatStandsStillKeepsNothingFromTheOthers() throws Exception {
        String name = SharedEngine.freshName("still");
        cli.run("run", "-di", "--name", name, "busybox", "sh", "-c", "read go; seq 1 1000000; sleep 1000")
                .ok();
        Api.Connection still = attach(name, "stream=1&stdout=1");
        try (Api.Connection reader = attach(name, "stream=1&stdout=1&stdin=1")) {
            reader.send("go\n");
            // More than a pipe and two sockets hold, and less than the one that stands still may keep back.
            String begin = read(reader, 1 << 19);
            expectNumbers(begin);
            assertThat(cli.run("logs", "-n", "1", name).exits(0).out()).isNotEmpty();
            assertThat(cli.run("exec", name, "echo", "alive").ok()).isEqualTo("alive");
            still.close();
            StringBuilder all = new StringBuilder(begin);
            while (!all.toString().endsWith("\n1000000\n")) {
                all.append(read(reader, 1));
                if (all.length() < 6_888_896 - 200_000) {
                    all.append(read(reader, 100_000));
                }
            }
            expectNumbers(all.toString());
        }
    }

    @ConcurrentTest
    void overAWebSocket() throws Exception {
        String name = SharedEngine.freshName("socket");
        cli.run(
                        "run",
                        "-di",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "echo before; while read x; do echo got $x; [ $x = err ] && echo oops >&2; done; echo end")
                .ok();
        Await.until("output", () -> cli.run("logs", name).out().equals("before\n"));
        try (Relay relay = new Relay(daemon);
                HttpClient http = HttpClient.newHttpClient()) {
            Received received = new Received();
            WebSocket socket = http.newWebSocketBuilder()
                    .buildAsync(
                            relay.uri("/v1.44/containers/" + name
                                    + "/attach/ws?logs=1&stream=1&stdin=1&stdout=1&stderr=1"),
                            received)
                    .get(60, TimeUnit.SECONDS);
            socket.sendText("one\nt", true).get(60, TimeUnit.SECONDS);
            socket.sendBinary(ByteBuffer.wrap("wo\n".getBytes(StandardCharsets.US_ASCII)), true)
                    .get(60, TimeUnit.SECONDS);
            Await.until("answers", () -> received.binary().equals("before\ngot one\ngot two\n"));
            socket.sendText("err\n", true).get(60, TimeUnit.SECONDS);
            Await.until("both streams", () -> received.binary().endsWith("oops\n"));
            cli.runWithInput("", "kill", name).ok();
            assertThat(received.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
        }
        assertThat(daemon.api()
                        .get("/containers/" + name + "/attach/ws?stream=1")
                        .status())
                .isEqualTo(400);
    }

    @ConcurrentTest
    void olderClientsGetText() throws Exception {
        String name = SharedEngine.freshName("text");
        cli.run("run", "-d", "--name", name, "busybox", "echo", "text").ok();
        cli.run("wait", name).ok();
        try (Relay relay = new Relay(daemon);
                HttpClient http = HttpClient.newHttpClient()) {
            Received received = new Received();
            http.newWebSocketBuilder()
                    .buildAsync(relay.uri("/v1.27/containers/" + name + "/attach/ws?logs=1"), received)
                    .get(60, TimeUnit.SECONDS);
            assertThat(received.closed.get(60, TimeUnit.SECONDS)).isEqualTo(1000);
            assertThat(received.text()).isEqualTo("text\n");
        }
    }

    private static final class Received implements WebSocket.Listener {
        private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        String binary() {
            return binary.toString(StandardCharsets.US_ASCII);
        }

        String text() {
            return text.toString(StandardCharsets.US_ASCII);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            binary.writeBytes(bytes);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.writeBytes(data.toString().getBytes(StandardCharsets.US_ASCII));
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            closed.complete(status);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }

    /** Hands connections to a port of this machine on to the daemon's socket, which the JDK's client cannot reach. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket port = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        private final Daemon daemon;

        Relay(Daemon daemon) throws IOException {
            this.daemon = daemon;
            Thread.ofVirtual().start(this::accept);
        }

        URI uri(String path) {
            return URI.create("ws://127.0.0.1:" + port.getLocalPort() + path);
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = port.accept();
                    SocketChannel engine = SocketChannel.open(StandardProtocolFamily.UNIX);
                    engine.connect(UnixDomainSocketAddress.of(daemon.home().socket()));
                    Thread.ofVirtual().start(() -> {
                        try (client;
                                engine) {
                            client.getInputStream().transferTo(Channels.newOutputStream(engine));
                        } catch (IOException gone) {
                            // One of the two has left.
                        }
                    });
                    Thread.ofVirtual().start(() -> {
                        try {
                            Channels.newInputStream(engine).transferTo(client.getOutputStream());
                            client.shutdownOutput();
                        } catch (IOException gone) {
                            // One of the two has left.
                        }
                    });
                }
            } catch (IOException closed) {
                // The test is over.
            }
        }

        @Override
        public void close() throws IOException {
            port.close();
        }
    }
}
