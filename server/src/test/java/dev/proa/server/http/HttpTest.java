package dev.proa.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.failure.NotModified;
import dev.proa.engine.failure.NotSupported;
import dev.proa.engine.failure.StartFailure;
import dev.proa.server.system.AbsentRoutes;
import dev.proa.server.system.PingRoutes;
import dev.proa.wire.container.ExecStartBody;
import dev.proa.wire.json.WireJson;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTest {
    private static final String POST_BODY = "POST /body HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final Map<String, EngineException> FAILURES = Map.of(
            "missing", new NotFound("No such container: x"),
            "conflict", new Conflict("taken"),
            "invalid", new InvalidArgument("wrong"),
            "unsupported", new NotSupported("--memory is not supported by Proa yet"),
            "user", new StartFailure("exec: \"nope\": not found", 127, true),
            "runtime", new StartFailure("runtime broke", 128, false),
            "internal", new Internal("disk full"));

    private TestServer server;

    HttpTest() throws IOException {
        Router router = new Router();
        new PingRoutes().addTo(router);
        router.get("/fail/{name}", exchange -> {
                    throw requireNonNull(FAILURES.get(exchange.name()));
                })
                .get("/same", _ -> {
                    throw new NotModified("runs already");
                })
                .get("/bug", _ -> {
                    throw new IllegalStateException("a bug");
                })
                .get(
                        "/echo/{name}/json",
                        exchange -> exchange.reply(
                                200,
                                Map.of(
                                        "name",
                                        exchange.name(),
                                        "q",
                                        exchange.query().text("q"))))
                .get(
                        "/filters",
                        exchange -> exchange.reply(
                                200,
                                Map.of("filters", exchange.filters().values().toString())))
                .post("/body", exchange -> {
                    ExecStartBody body = exchange.body(ExecStartBody.class);
                    exchange.reply(200, Map.of("tty", body.tty()));
                });
        new AbsentRoutes().addTo(router);
        server = new TestServer(router);
    }

    @BeforeEach
    void started() {
        assertThat(server.socket()).exists();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(server.socket()).doesNotExist();
    }

    @Test
    void pingSaysWhatClientsNegotiateBy() throws IOException {
        assertThat(server.ask("GET", "/_ping"))
                .startsWith("HTTP/1.1 200")
                .contains("Api-Version: 1.51\r\n", "Docker-Experimental: false\r\n", "Ostype: linux\r\n")
                .contains("Builder-Version: 1\r\n", "Swarm: inactive\r\n", "Server: Proa/test (linux)\r\n")
                .contains("Cache-Control: no-cache, no-store, must-revalidate\r\n", "Pragma: no-cache\r\n")
                .endsWith("\r\n\r\nOK");
        assertThat(server.ask("HEAD", "/_ping"))
                .startsWith("HTTP/1.1 200")
                .contains("Api-Version: 1.51\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.24", "1.30", "1.41", "1.51"})
    void everyVersionFrom124To151IsTaken(String version) throws IOException {
        assertThat(server.ask("GET", "/v" + version + "/_ping")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.52|client version 1.52 is too new. Maximum supported API version is 1.51",
                "2.0|client version 2.0 is too new. Maximum supported API version is 1.51",
                "1.12|client version 1.12 is too old. Minimum supported API version is 1.24, please upgrade your client to"
                        + " a newer version",
                "1|client version 1 is too old. Minimum supported API version is 1.24, please upgrade your client to a"
                        + " newer version"
            })
    void otherVersionsAreRefusedInDockersWords(String version, String message) throws IOException {
        assertThat(server.ask("GET", "/v" + version + "/_ping"))
                .startsWith("HTTP/1.1 400")
                .endsWith("{\"message\":\"" + message + "\"}\n");
    }

    @ParameterizedTest
    @CsvSource({"GET,/nonsense", "GET,/", "PUT,/_ping", "GET,/vfoo/_ping", "GET,/v1.99/nonsense", "GET,/v1.2.3/_ping"})
    void whatIsNotThereIsPageNotFound(String method, String path) throws IOException {
        assertThat(server.ask(method, path))
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: application/json")
                .endsWith("{\"message\":\"page not found\"}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "missing,404",
        "conflict,409",
        "invalid,400",
        "unsupported,501",
        "user,400",
        "runtime,500",
        "internal,500"
    })
    void failuresOfTheEngineAreStatusAndMessage(String failure, int status) throws IOException {
        String message = requireNonNull(FAILURES.get(failure)).text().replace("\"", "\\\"");
        assertThat(server.ask("GET", "/fail/" + failure))
                .startsWith("HTTP/1.1 " + status)
                .contains("Api-Version: 1.51")
                .endsWith("{\"message\":\"" + message + "\"}\n");
    }

    @Test
    void notModifiedHasNoBody() throws IOException {
        assertThat(server.ask("GET", "/same")).startsWith("HTTP/1.1 304").endsWith("\r\n\r\n");
    }

    @Test
    void aBugIsAnAnswerToo() throws IOException {
        assertThat(server.ask("GET", "/bug")).startsWith("HTTP/1.1 500").endsWith("{\"message\":\"a bug\"}\n");
    }

    @Test
    void aSwarmThereIsNot() throws IOException {
        assertThat(server.ask("GET", "/services"))
                .startsWith("HTTP/1.1 503")
                .contains("This node is not a swarm manager");
    }

    @Test
    void namesMayHaveSlashesEscapedOrNot() throws IOException {
        assertThat(server.ask("GET", "/v1.40/echo/ghcr.io/a/b:1/json?q=a+b%2B"))
                .contains("\"name\":\"ghcr.io/a/b:1\"", "\"q\":\"a b+\"")
                .startsWith("HTTP/1.1 200");
        assertThat(server.ask("GET", "/echo/ghcr.io%2Fa%2Fb:1/json")).contains("\"name\":\"ghcr.io/a/b:1\"");
        assertThat(server.ask("GET", "/echo/a+b/json")).contains("\"name\":\"a+b\"");
    }

    @Test
    void emptySegmentsAreTakenOutByARedirect() throws IOException {
        assertThat(server.ask("GET", "//echo//x/json?q=1"))
                .startsWith("HTTP/1.1 301")
                .contains("Location: /echo/x/json?q=1\r\n");
    }

    @Test
    void filtersComeInTwoForms() throws IOException {
        assertThat(server.ask("GET", "/filters?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D"))
                .contains("{label=[a=b]}");
        assertThat(server.ask("GET", "/filters?filters=%7B%22label%22%3A%7B%22a%3Db%22%3Atrue%7D%7D"))
                .contains("{label=[a=b]}");
        for (String bad : List.of("nojson", "%5B%5D", "%7B%22a%22%3A5%7D", "%7B%22a%22%3A%5B5%5D%7D")) {
            assertThat(server.ask("GET", "/filters?filters=" + bad))
                    .startsWith("HTTP/1.1 400")
                    .contains("invalid filter");
        }
    }

    @Test
    void oldHttpIsServed() throws IOException {
        assertThat(server.ask("GET /_ping HTTP/1.0\r\n\r\n")).contains(" 200 ").endsWith("OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Host: localhost\r\n", "Host: /var/run/docker.sock\r\n", "Host: %2Fvar%2Frun%2Fdocker.sock\r\n"})
    void anyHostIsServed(String host) throws IOException {
        assertThat(server.ask("GET /_ping HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void withoutHostOnlyOldHttpIsServedAsGosServerDoes() throws IOException {
        assertThat(server.ask("GET /_ping HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("{\"message\":\"No Host\"}");
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (RawClient client = server.connect()) {
            for (int i = 0; i < 3; i++) {
                client.send("GET /_ping HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.readUntil("\r\n\r\nOK")).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void headersOfAMegabyteAreRefused() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("GET /_ping HTTP/1.1\r\nHost: x\r\nX-Large: ");
            assertThatThrownBy(() -> client.send("x".repeat(16 << 20))).isInstanceOf(IOException.class);
            assertThat(client.readAll()).startsWith("HTTP/1.1 431").contains("{\"message\":");
        }
    }

    @Test
    void aBodyOfAHundredMegabytesIsRefusedUnread() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("POST /body HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 104857600"
                    + "\r\n\r\n{\"Tty\":");
            assertThat(client.readAll()).startsWith("HTTP/1.1 413").contains("Connection: close");
        }
    }

    @Test
    void aBodyOfUnknownLengthIsReadUpToTheLimitOnly() throws Exception {
        try (RawClient client = server.connect()) {
            client.send(POST_BODY + "Transfer-Encoding: chunked\r\n\r\n");
            byte[] chunk = ("100000\r\n" + " ".repeat(0x100000) + "\r\n").getBytes(US_ASCII);
            assertThatThrownBy(() -> {
                        for (int sent = 0; sent < 100; sent++) {
                            client.send(chunk);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(client.readUntil("\r\n")).startsWith("HTTP/1.1 413");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{bad|invalid JSON", "{\"Tty\":\"yes\"}|invalid JSON", "[]|invalid JSON"})
    void badJsonIsExplained(String body, String text) throws IOException {
        assertThat(server.ask("POST", "/body", body)).startsWith("HTTP/1.1 400").contains(text);
    }

    @Test
    void anEmptyOrOtherBodyIsRefused() throws IOException {
        assertThat(server.ask("POST", "/body", "")).startsWith("HTTP/1.1 400").contains("got EOF");
        assertThat(server.ask("POST /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                        + "Content-Length: 2\r\n\r\n{}"))
                .startsWith("HTTP/1.1 400")
                .contains("unsupported Content-Type header (text/plain): must be 'application/json'");
        assertThat(server.ask("POST", "/body", "{\"Tty\":true}")).endsWith("{\"tty\":true}\n");
    }

    @Test
    void rubbishIsAnsweredAndTheServerGoesOn() throws IOException {
        assertThat(server.ask("\u0016\u0003\u0001 rubbish\r\n\r\n")).startsWith("HTTP/1.1 400");
        assertThat(server.ask("GET", "/_ping")).startsWith("HTTP/1.1 200");
    }

    @Test
    void theSocketIsForItsOwnerAndGroupOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket())))
                .isEqualTo("rw-rw----");
    }

    @Test
    void aListeningSocketIsNotTakenAndADeadOneIs(@TempDir Path folder) throws IOException {
        WireJson json = new WireJson();
        ApiHandler handler = new ApiHandler(new Router(), json, "Proa/test");
        assertThatThrownBy(() -> UnixServer.start(List.of(server.socket()), handler, json))
                .hasMessageContaining("another daemon listens there");
        assertThat(server.ask("GET", "/_ping")).startsWith("HTTP/1.1 200");

        Path dead = folder.resolve("dead.sock");
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(dead));
        channel.close();
        assertThat(dead).exists();
        UnixServer second = UnixServer.start(List.of(dead), handler, json);
        second.close();
        assertThat(folder).isEmptyDirectory();

        Path file = Files.writeString(folder.resolve("file"), "precious");
        assertThatThrownBy(() -> UnixServer.start(List.of(file), handler, json)).hasMessageContaining("not a socket");
        assertThat(file).hasContent("precious");
    }

    @Test
    void aClientThatGoesAwayFreesAStreamThatNeverEnds() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Router router = new Router().get("/forever", exchange -> {
            StreamReply.send(
                    exchange,
                    "text/plain",
                    body -> {
                        body.write("begun".getBytes(US_ASCII));
                        new CountDownLatch(1).await();
                    },
                    released::countDown);
            ended.countDown();
        });
        try (TestServer streaming = new TestServer(router)) {
            try (RawClient client = streaming.connect()) {
                client.send("GET /forever HTTP/1.1\r\nHost: x\r\n\r\n");
                assertThat(client.readUntil("5\r\nbegun\r\n"))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .contains("Transfer-Encoding: chunked\r\n", "Content-Type: text/plain\r\n");
                assertThat(released.getCount()).isEqualTo(1);
            }
            assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aStreamThatEndsClosesTheConnection() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        Router router = new Router()
                .get(
                        "/short",
                        exchange -> StreamReply.send(
                                exchange,
                                "text/plain",
                                body -> body.write("all".getBytes(US_ASCII)),
                                released::countDown));
        try (TestServer streaming = new TestServer(router)) {
            assertThat(streaming.ask("GET /short HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("3\r\nall\r\n0\r\n\r\n");
            assertThat(streaming.ask("GET /short HTTP/1.0\r\n\r\n"))
                    .doesNotContain("Transfer-Encoding")
                    .endsWith("\r\n\r\nall");
            assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
