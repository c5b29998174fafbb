package dev.proa.server.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.engine.container.AttachOptions;
import dev.proa.engine.container.Attachment;
import dev.proa.engine.container.Containers;
import dev.proa.engine.container.ExecRequest;
import dev.proa.engine.container.ExecView;
import dev.proa.engine.container.Execs;
import dev.proa.engine.container.OutputSink;
import dev.proa.engine.container.StdStream;
import dev.proa.engine.container.TerminalSize;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.failure.StartFailure;
import dev.proa.server.http.Fake;
import dev.proa.server.http.RawClient;
import dev.proa.server.http.Router;
import dev.proa.server.http.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HijackTest {
    private static final String UPGRADE = "Connection: Upgrade\r\nUpgrade: tcp\r\n";

    /** A process that says something, then answers the end of its input with what it got. */
    private static final class FakeProcess implements Attachment {
        final boolean tty;
        final ByteArrayOutputStream input = new ByteArrayOutputStream();
        final CountDownLatch inputEnded = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);

        FakeProcess(boolean tty) {
            this.tty = tty;
        }

        @Override
        public boolean tty() {
            return tty;
        }

        @Override
        public void copyOutput(OutputSink sink) throws IOException {
            sink.write(StdStream.STDOUT, "xouty".getBytes(US_ASCII), 1, 3);
            sink.write(StdStream.STDERR, "err".getBytes(US_ASCII), 0, 3);
            try {
                while (!inputEnded.await(10, TimeUnit.MILLISECONDS)) {
                    if (closed.getCount() == 0) {
                        return;
                    }
                }
            } catch (InterruptedException stopped) {
                throw new IOException(stopped);
            }
            byte[] got = input.toByteArray();
            sink.write(StdStream.STDOUT, got, 0, got.length);
        }

        @Override
        public OutputStream stdin() {
            return new OutputStream() {
                @Override
                public void write(int single) {
                    input.write(single);
                }

                @Override
                public void write(byte[] buffer, int offset, int length) {
                    input.write(buffer, offset, length);
                }

                @Override
                public void close() {
                    inputEnded.countDown();
                }
            };
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final AtomicReference<AttachOptions> asked = new AtomicReference<>();
    private final FakeProcess process = new FakeProcess(false);
    private final FakeProcess terminal = new FakeProcess(true);
    private final TestServer server;

    HijackTest() throws IOException {
        Router router = new Router();
        new AttachRoute(Fake.of(Containers.class, new Object() {
                    @SuppressWarnings("unused")
                    Attachment attach(String name, AttachOptions options) {
                        asked.set(options);
                        return switch (name) {
                            case "plain" -> process;
                            case "tty" -> terminal;
                            default -> throw new NotFound("No such container: " + name);
                        };
                    }
                }))
                .addTo(router);
        new ExecRoutes(Fake.of(Execs.class, new Object() {
                    @SuppressWarnings("unused")
                    ExecView inspect(String id) {
                        if (id.equals("nope")) {
                            throw new NotFound("No such exec instance: nope");
                        }
                        return new ExecView(
                                id,
                                "c",
                                false,
                                null,
                                0,
                                new ExecRequest(
                                        List.of("sh"),
                                        List.of(),
                                        null,
                                        null,
                                        false,
                                        false,
                                        true,
                                        true,
                                        true,
                                        null,
                                        null));
                    }

                    @SuppressWarnings("unused")
                    Attachment start(String id, @Nullable TerminalSize size) {
                        if (id.equals("broken")) {
                            throw new StartFailure("exec: \"nope\": not found", 127, true);
                        }
                        return process;
                    }
                }))
                .addTo(router);
        server = new TestServer(router);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private static String frame(int stream, String text) {
        return (char) stream + "\0\0\0\0\0\0" + (char) text.length() + text;
    }

    @Test
    void anUpgradedConnectionCarriesFramesAndHalfClosesBothWays() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /v1.51/containers/plain/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1\r\nHost: x\r\n"
                    + UPGRADE + "\r\n");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                    .contains("Content-Type: application/vnd.docker.multiplexed-stream\r\n")
                    .contains("Connection: Upgrade\r\n", "Upgrade: tcp\r\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding");
            assertThat(client.readUntil("err")).isEqualTo(frame(1, "out") + frame(2, "err"));
            assertThat(client.send("some").send(" input").noMore().readAll()).isEqualTo(frame(1, "some input"));
        }
        assertThat(process.closed.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(asked.get()).isEqualTo(new AttachOptions(false, true, true, true, true, null));
    }

    @Test
    void withoutUpgradeAndWithATerminalTheConnectionIsRaw() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /containers/tty/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("Content-Type: application/vnd.docker.raw-stream\r\n")
                    .doesNotContain("Content-Length", "Transfer-Encoding");
            assertThat(client.readUntil("err")).isEqualTo("outerr");
            assertThat(client.send("in").noMore().readAll()).isEqualTo("in");
        }
    }

    @Test
    void versionsBefore142DoNotKnowTheMultiplexedType() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /v1.41/containers/plain/attach?stream=1 HTTP/1.1\r\nHost: x\r\n" + UPGRADE + "\r\n");
            assertThat(client.readUntil("\r\n\r\n")).contains("Content-Type: application/vnd.docker.raw-stream\r\n");
        }
    }

    @Test
    void inputSentTogetherWithTheRequestIsNotLost() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /containers/plain/attach?stream=1&stdin=1 HTTP/1.1\r\nHost: x\r\n" + UPGRADE
                            + "\r\nearly bird")
                    .noMore();
            assertThat(client.readAll()).endsWith(frame(1, "early bird"));
        }
    }

    @Test
    void aClientThatGoesAwayEndsItsInputAndItsHold() throws Exception {
        RawClient client = server.connect();
        client.send("POST /containers/plain/attach?stream=1&stdin=1 HTTP/1.1\r\nHost: x\r\n" + UPGRADE + "\r\n");
        client.readUntil("err");
        client.close();
        assertThat(process.inputEnded.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anUnknownContainerIsAnOrdinaryError() throws Exception {
        assertThat(server.ask("POST /containers/nope/attach HTTP/1.1\r\nHost: x\r\n" + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .endsWith("{\"message\":\"No such container: nope\"}\n");
    }

    @Test
    void anExecCarriesItsStreams() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /exec/x/start HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + UPGRADE
                    + "Content-Length: 13\r\n\r\n{\"Tty\":false}early");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 UPGRADED\r\n");
            client.noMore();
            assertThat(client.readAll()).isEqualTo(frame(1, "out") + frame(2, "err") + frame(1, "early"));
        }
    }

    @Test
    void anExecThatCannotStartSaysSoInTheStream() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /exec/broken/start HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + UPGRADE
                            + "Content-Length: 2\r\n\r\n{}")
                    .noMore();
            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 101 UPGRADED\r\n")
                    .endsWith(frame(1, "exec: \"nope\": not found\r\n"));
        }
        assertThat(server.ask("POST", "/exec/nope/start", "{}"))
                .startsWith("HTTP/1.1 404")
                .endsWith("{\"message\":\"No such exec instance: nope\"}\n");
    }
}
