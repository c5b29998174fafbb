package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The HTTP API below the clients: versions, headers, errors, and requests that break the rules. */
@OnEngine
class ApiTest {

    private final Api api;

    ApiTest(Daemon daemon) {
        api = daemon.api();
    }

    private String create(String name, String json) throws IOException {
        Api.Response response = api.post("/containers/create?name=" + name, json);
        assertThat(response.status()).as("%s", response).isEqualTo(201);
        return response.json().path("Id").asText();
    }

    private static String sleeper() {
        return "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"]}";
    }

    private void expectError(Api.Response response, int status, String message) throws IOException {
        assertThat(response.status()).as("%s", response).isEqualTo(status);
        assertThat(response.header("Content-Type")).hasValue("application/json");
        assertThat(response.message()).isEqualTo(message);
        assertThat(response.json()).hasSize(1);
    }

    @ConcurrentTest
    void pingTellsWhatClientsAsk() throws IOException {
        for (Api.Response response : List.of(api.get("/_ping"), api.head("/_ping"), api.get("/v1.24/_ping"))) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.header("Api-Version").orElse("")).matches("1\\.\\d\\d");
            assertThat(response.header("Ostype")).hasValue("linux");
            assertThat(response.header("Docker-Experimental")).hasValue("false");
            assertThat(response.header("Cache-Control")).hasValue("no-cache, no-store, must-revalidate");
            assertThat(response.header("Pragma")).hasValue("no-cache");
            assertThat(response.header("Content-Type").orElse("")).startsWith("text/plain");
            assertThat(response.header("Server").orElse("")).contains("/").endsWith("(linux)");
            if (EngineKind.CURRENT == EngineKind.PROA) {
                assertThat(response.header("Api-Version")).hasValue("1.51");
                assertThat(response.headers()).containsKey("builder-version");
            }
        }
        assertThat(api.get("/_ping").text()).isEqualTo("OK");
        assertThat(api.head("/_ping").header("Content-Length")).hasValue("0");
    }

    @ConcurrentTest
    void everyVersionFrom124IsTaken() throws IOException {
        int newest = EngineKind.CURRENT == EngineKind.PROA ? 51 : 41;
        for (int minor = 24; minor <= newest; minor++) {
            for (String path : List.of(
                    "/_ping",
                    "/version",
                    "/info",
                    "/containers/json",
                    "/images/json",
                    "/networks",
                    "/volumes",
                    "/events?since=1&until=2")) {
                Api.Response response = api.get("/v1." + minor + path);
                assertThat(response.status())
                        .as("/v1.%s%s: %s", minor, path, response)
                        .isEqualTo(200);
            }
        }
    }

    @ConcurrentTest
    void aNewerVersionIsRefused() throws IOException {
        expectError(
                api.get("/v1.99/containers/json"),
                400,
                "client version 1.99 is too new. Maximum supported API version is "
                        + api.head("/_ping").header("Api-Version").orElse(""));
    }

    @ConcurrentTest
    void anOlderVersionIsRefused() throws IOException {
        Api.Response response = api.get("/v1.11/containers/json");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.text())
                .contains("client version 1.11 is too old. Minimum supported API version is "
                        + EngineKind.wording("1.12", "1.24") + ", please upgrade your client to a newer version");
    }

    @ConcurrentTest
    void versionAndInfo() throws IOException {
        JsonNode version = api.get("/version").json();
        assertThat(version.path("Os").asText()).isEqualTo("linux");
        assertThat(version.path("Arch").asText()).isEqualTo("amd64");
        assertThat(version.path("MinAPIVersion").asText()).isEqualTo(EngineKind.wording("1.12", "1.24"));
        assertThat(version.path("ApiVersion").asText())
                .isEqualTo(api.get("/_ping").header("Api-Version").orElse(""));
        assertThat(version.path("KernelVersion").asText()).isNotEmpty();
        assertThat(version.path("Components").get(0).path("Name").asText()).isEqualTo("Engine");
        JsonNode info = api.get("/info").json();
        for (String field : List.of(
                "ID",
                "Name",
                "ServerVersion",
                "Driver",
                "LoggingDriver",
                "CgroupDriver",
                "CgroupVersion",
                "KernelVersion",
                "OperatingSystem",
                "OSType",
                "Architecture",
                "DockerRootDir",
                "DefaultRuntime")) {
            assertThat(info.path(field).asText()).as(field).isNotEmpty();
        }
        assertThat(info.path("OSType").asText()).isEqualTo("linux");
        assertThat(info.path("NCPU").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(info.path("MemTotal").asLong()).isPositive();
        assertThat(info.path("Images").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(info.path("Runtimes").has("runc")).isTrue();
        assertThat(info.path("Swarm").path("LocalNodeState").asText()).isEqualTo("inactive");
        assertThat(info.path("SecurityOptions").toString()).contains("name=seccomp");
    }

    @ConcurrentTest
    void pathsThatAreNotThere() throws IOException {
        expectError(api.get("/nonsense"), 404, "page not found");
        expectError(api.get("/v1.40/nonsense"), 404, "page not found");
        expectError(api.request("PUT", "/containers/json", List.of("Host: x"), new byte[0]), 404, "page not found");
        expectError(api.get("/"), 404, "page not found");
        expectError(api.get("/vfoo/containers/json"), 404, "page not found");
    }

    @ConcurrentTest
    void whatIsNotThereIs404() throws IOException {
        for (String path : List.of("/containers/nope/json", "/containers/nope/logs?stdout=1", "/containers/nope/top")) {
            expectError(api.get(path), 404, "No such container: nope");
        }
        for (String verb :
                List.of("start", "stop", "restart", "pause", "unpause", "wait", "rename?name=z", "resize?h=1&w=1")) {
            expectError(api.post("/containers/nope/" + verb), 404, "No such container: nope");
        }
        expectError(api.delete("/containers/nope"), 404, "No such container: nope");
        expectError(
                api.post("/containers/nope/kill"),
                404,
                EngineKind.wording("C", "c") + "annot kill container: nope: No such container: nope");
        expectError(api.post("/containers/nope/exec", "{\"Cmd\":[\"ls\"]}"), 404, "No such container: nope");
        expectError(api.get("/exec/nope/json"), 404, "No such exec instance: nope");
        expectError(api.post("/exec/nope/start", "{}"), 404, "No such exec instance: nope");
        expectError(
                api.get("/images/nope/json"),
                404,
                EngineKind.wording("no such image: nope: ", "") + "No such image: nope:latest");
        expectError(api.get("/images/nope/history"), 404, "No such image: nope:latest");
        expectError(api.delete("/images/nope"), 404, "No such image: nope:latest");
        expectError(api.post("/images/nope/tag?repo=a&tag=b"), 404, "No such image: nope:latest");
        expectError(api.post("/containers/create", "{\"Image\":\"nope\"}"), 404, "No such image: nope:latest");
        expectError(api.get("/networks/nope"), 404, "network nope not found");
        expectError(api.get("/volumes/nope"), 404, "get nope: no such volume");
    }

    @ConcurrentTest
    void badRequestsToCreate() throws IOException {
        boolean old = EngineKind.CURRENT == EngineKind.DOCKERD;
        expectError(
                api.post("/containers/create", "{}"),
                400,
                EngineKind.wording("C", "c") + "onfig cannot be empty in order to create a container");
        expectError(
                api.post("/containers/create?name=-bad", sleeper()),
                400,
                "Invalid container name (-bad), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        expectError(
                api.post("/containers/create?name=x", sleeper()),
                400,
                "Invalid container name (x), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        Api.Response upper = api.post("/containers/create", "{\"Image\":\"UPPER\"}");
        assertThat(upper.status()).isEqualTo(400);
        assertThat(upper.message())
                .startsWith("invalid reference format: repository name")
                .endsWith("must be lowercase");
        for (String json : List.of(
                "{bad",
                "{\"Image\":5}",
                "{\"Image\":\"busybox\",\"Cmd\":{\"a\":1}}",
                "[]",
                "\"x\"",
                "{\"Image\":\"busybox\"",
                "{\"Image\":\"busybox\",\"Env\":\"A=b\"}",
                "{\"Image\":\"busybox\",\"HostConfig\":[]}",
                "\u0000")) {
            Api.Response response = api.post("/containers/create", json);
            // 20.10 says 500 here, newer ones 400; the words are Go's, so only that there are some is asked for.
            assertThat(response.status()).as(json).isEqualTo(old ? 500 : 400);
            assertThat(response.message()).as(json).isNotEmpty();
            if (!old) {
                assertThat(response.message()).as(json).startsWith("invalid JSON");
            }
        }
        assertThat(api.post("/containers/create").status()).isIn(400, 500);
        if (!old) {
            expectError(api.post("/containers/create"), 400, "invalid JSON: got EOF while reading request body");
            expectError(api.post("/containers/create", sleeper() + " more"), 400, "unexpected content after JSON");
        }
        Api.Response type = api.request(
                "POST",
                "/containers/create",
                List.of("Host: x", "Content-Type: text/plain"),
                sleeper().getBytes(StandardCharsets.UTF_8));
        expectError(
                type,
                400,
                old
                        ? "Content-Type specified (text/plain) must be 'application/json'"
                        : "unsupported Content-Type header (text/plain): must be 'application/json'");
        expectError(
                api.post("/containers/create", "{\"Image\":\"busybox\",\"Env\":[\"=x\"]}"),
                400,
                "invalid environment variable: =x");
        expectError(
                api.post("/containers/create", "{\"Image\":\"busybox\",\"WorkingDir\":\"rel\"}"),
                400,
                "the working directory 'rel' is invalid, it needs to be an absolute path");
        Api.Response signal = api.post("/containers/create", "{\"Image\":\"busybox\",\"StopSignal\":\"SIGBOGUS\"}");
        assertThat(signal.status()).isEqualTo(400);
        assertThat(signal.message()).isEqualToIgnoringCase("Invalid signal: SIGBOGUS");
        expectError(
                api.post("/containers/create", "{\"Image\":\"busybox\",\"HostConfig\":{\"CapAdd\":[\"BOGUS\"]}}"),
                400,
                "invalid CapAdd: unknown capability: \"CAP_BOGUS\"");
        expectError(
                api.post(
                        "/containers/create",
                        "{\"Image\":\"busybox\",\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"always\"},\"AutoRemove\":true}}"),
                400,
                "can't create 'AutoRemove' container with restart policy");
        Api.Response policy = api.post(
                "/containers/create",
                "{\"Image\":\"busybox\",\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"bogus\"}}}");
        assertThat(policy.status()).isEqualTo(400);
        assertThat(policy.message()).contains("invalid restart policy").contains("'bogus'");
    }

    @ConcurrentTest
    void unknownFieldsAreIgnoredAndAStringIsACommand() throws IOException {
        String id = create(
                "api-" + SharedEngine.freshName("unknown"),
                "{\"Image\":\"busybox\",\"Unknown\":{\"a\":[1]},\"HostConfig\":{\"Nonsense\":true}}");
        assertThat(id).matches("[0-9a-f]{64}");
        String name = SharedEngine.freshName("stringcmd");
        create(name, "{\"Image\":\"busybox\",\"Cmd\":\"ls\"}");
        assertThat(api.get("/containers/" + name + "/json")
                        .json()
                        .path("Config")
                        .path("Cmd")
                        .toString())
                .isEqualTo("[\"ls\"]");
    }

    @ConcurrentTest
    void statusCodesOfALife() throws IOException {
        String name = SharedEngine.freshName("life");
        String id = create(name, sleeper());
        expectError(
                api.post("/containers/create?name=" + name, sleeper()),
                409,
                "Conflict. The container name \"/" + name + "\" is already in use by container \"" + id
                        + "\". You have to remove (or rename) that container to be able to reuse that name.");
        assertThat(api.post("/containers/" + name + "/stop").status()).isEqualTo(304);
        String notRunning = EngineKind.wording("C", "c") + "ontainer " + id + " is not running";
        expectError(
                api.post("/containers/" + name + "/kill"),
                409,
                EngineKind.wording("C", "c") + "annot kill container: " + name + ": " + notRunning);
        expectError(api.post("/containers/" + name + "/pause"), 409, notRunning);
        expectError(api.post("/containers/" + name + "/exec", "{\"Cmd\":[\"ls\"]}"), 409, notRunning);
        expectError(api.get("/containers/" + name + "/top"), 409, notRunning);
        expectError(api.post("/containers/" + name + "/resize?h=1&w=1"), 409, notRunning);
        assertThat(api.post("/containers/" + name + "/start").status()).isEqualTo(204);
        assertThat(api.post("/containers/" + name + "/start").status()).isEqualTo(304);
        assertThat(api.post("/containers/" + name + "/unpause").status()).isEqualTo(500);
        assertThat(api.post("/containers/" + name + "/pause").status()).isEqualTo(204);
        expectError(
                api.post("/containers/" + name + "/pause"),
                409,
                EngineKind.wording("C", "c") + "ontainer " + id + " is already paused");
        assertThat(api.post("/containers/" + name + "/unpause").status()).isEqualTo(204);
        assertThat(api.delete("/containers/" + name).status()).isEqualTo(409);
        expectError(api.post("/containers/" + name + "/rename"), 400, "Neither old nor new names may be empty");
        expectError(
                api.post("/containers/" + name + "/rename?name=" + name),
                400,
                "Renaming a container with the same name as its current name");
        Api.Response signal = api.post("/containers/" + name + "/kill?signal=BOGUS");
        assertThat(signal.status()).isEqualTo(400);
        assertThat(signal.message()).isEqualToIgnoringCase("Invalid signal: BOGUS");
        expectError(
                api.get("/containers/" + name + "/logs"),
                400,
                EngineKind.wording(
                        "Bad parameters: you must choose at least one stream",
                        "must specify at least one of 'stdout' or 'stderr'"));
        expectError(api.post("/containers/" + name + "/exec", "{}"), 400, "No exec command specified");
        assertThat(api.post("/containers/" + name + "/restart?t=0").status()).isEqualTo(204);
        assertThat(api.post("/containers/" + name + "/kill").status()).isEqualTo(204);
        JsonNode wait = api.post("/containers/" + name + "/wait").json();
        assertThat(wait.path("StatusCode").asInt()).isEqualTo(137);
        assertThat(api.delete("/containers/" + name + "?v=1").status()).isEqualTo(204);
        assertThat(api.get("/containers/" + name + "/json").status()).isEqualTo(404);
    }

    @ConcurrentTest
    void waitForRemovalTellsTheRealExitCode() throws IOException {
        String name = SharedEngine.freshName("removed");
        create(
                name,
                "{\"Image\":\"busybox\",\"Cmd\":[\"sh\",\"-c\",\"exit 42\"],\"HostConfig\":{\"AutoRemove\":true}}");
        try (Api.Connection waiting = api.open()) {
            waiting.send("POST /v1.40/containers/" + name + "/wait?condition=removed HTTP/1.1\r\nHost: x\r\n\r\n");
            // Its headers come at once: only then is the client sure to miss nothing.
            assertThat(waiting.readHead().status()).isEqualTo(200);
            assertThat(api.post("/containers/" + name + "/start").status()).isEqualTo(204);
            String size = waiting.readLine();
            byte[] body = waiting.in().readNBytes(Integer.parseInt(size.strip(), 16));
            assertThat(Api.JSON.readTree(body).path("StatusCode").asInt(-1)).isEqualTo(42);
        }
        assertThat(api.get("/containers/" + name + "/json").status()).isEqualTo(404);
    }

    @ConcurrentTest
    void attachIsFramedAndUpgradesOnRequest() throws IOException {
        String name = SharedEngine.freshName("attach");
        create(
                name,
                "{\"Image\":\"busybox\",\"Cmd\":[\"sh\",\"-c\",\"cat; echo err >&2\"],\"OpenStdin\":true,\"StdinOnce\":true,\"AttachStdin\":true,\"AttachStdout\":true,\"AttachStderr\":true}");
        try (Api.Connection attached = api.open()) {
            attached.send(
                    "POST /containers/" + name
                            + "/attach?stream=1&stdin=1&stdout=1&stderr=1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
            Api.Response head = attached.readHead();
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.header("Upgrade")).hasValue("tcp");
            assertThat(head.header("Content-Type").orElse(""))
                    .isIn("application/vnd.docker.raw-stream", "application/vnd.docker.multiplexed-stream");
            assertThat(api.post("/containers/" + name + "/start").status()).isEqualTo(204);
            attached.send("hello\n");
            attached.channel().shutdownOutput();
            byte[] frames = attached.in().readAllBytes();
            assertThat(frames).isEqualTo(concat(frame(1, "hello\n"), frame(2, "err\n")));
        }
        try (Api.Connection attached = api.open()) {
            attached.send("POST /containers/" + name + "/attach?logs=1&stdout=1&stderr=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            Api.Response head = attached.readHead();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.header("Content-Length")).isEmpty();
            assertThat(attached.in().readAllBytes()).isEqualTo(concat(frame(1, "hello\n"), frame(2, "err\n")));
        }
    }

    private static byte[] frame(int stream, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[8 + payload.length];
        frame[0] = (byte) stream;
        frame[7] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 8, payload.length);
        return frame;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @ConcurrentTest
    void anExecTellsItsState() throws IOException {
        String name = SharedEngine.freshName("exec");
        create(name, sleeper());
        api.post("/containers/" + name + "/start");
        String exec = api.post(
                        "/containers/" + name + "/exec",
                        "{\"Cmd\":[\"sh\",\"-c\",\"echo o; exit 3\"],\"AttachStdout\":true}")
                .json()
                .path("Id")
                .asText();
        assertThat(exec).matches("[0-9a-f]{64}");
        JsonNode before = api.get("/exec/" + exec + "/json").json();
        assertThat(before.path("Running").asBoolean(true)).isFalse();
        assertThat(before.path("ExitCode").isNull()).isTrue();
        assertThat(before.path("ProcessConfig").path("entrypoint").asText()).isEqualTo("sh");
        assertThat(before.path("ProcessConfig").path("arguments").toString()).isEqualTo("[\"-c\",\"echo o; exit 3\"]");
        Api.Response started = api.post("/exec/" + exec + "/start", "{\"Detach\":false,\"Tty\":false}");
        assertThat(started.body()).isEqualTo(frame(1, "o\n"));
        JsonNode after = api.get("/exec/" + exec + "/json").json();
        assertThat(after.path("Running").asBoolean(true)).isFalse();
        assertThat(after.path("ExitCode").asInt(-1)).isEqualTo(3);
    }

    @ConcurrentTest
    void oldAndPlainHttp() throws IOException {
        try (Api.Connection connection = api.open()) {
            connection.send("GET /_ping HTTP/1.0\r\n\r\n");
            Api.Response response = connection.readResponse(true);
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.text()).isEqualTo("OK");
        }
        try (Api.Connection connection = api.open()) {
            connection.send(
                    "GET /_ping HTTP/1.1\r\nHost: x\r\n\r\nGET /version HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            assertThat(connection.readResponse(true).text()).isEqualTo("OK");
            assertThat(connection.readResponse(true).text()).contains("ApiVersion");
            assertThat(connection.in().read()).isEqualTo(-1);
        }
        try (Api.Connection connection = api.open()) {
            connection.send("GET /_ping HTTP/1.1\r\n\r\n");
            // Without Host Go's server, and so dockerd, answers 400; to serve it is better.
            assertThat(connection.readResponse(true).status()).isIn(200, 400);
        }
    }

    @ConcurrentTest
    void brokenHttpIsRefusedAndTheDaemonGoesOn() throws IOException {
        List<String> requests = List.of(
                "hello there\r\n\r\n",
                "GET /_ping HTTP/9.9\r\nHost: x\r\n\r\n",
                "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: -5\r\n\r\n{}",
                "GET /containers/%zz/json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: bogus\r\nConnection: close\r\n\r\n");
        for (String request : requests) {
            try (Api.Connection connection = api.open()) {
                connection.send(request);
                assertThat(connection.readResponse(true).status()).as(request).isIn(400, 404, 501, 505);
            }
        }
        try (Api.Connection connection = api.open()) {
            connection.send(
                    "POST /containers/create HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{");
        }
        assertThat(api.get("/_ping").status()).isEqualTo(200);
    }

    @ConcurrentTest
    void pathsThatClimb() throws IOException {
        for (String name : List.of("..%2f..%2fetc%2fpasswd", "a%2Fb", "%00", "%2e%2e", "x".repeat(5000))) {
            Api.Response response = api.get("/containers/" + name + "/json");
            assertThat(response.status()).as(name).isIn(301, 400, 404, 414);
            Api.Response image = api.get("/images/" + name + "/json");
            assertThat(image.status()).as(name).isIn(301, 400, 404, 414);
        }
    }

    @ConcurrentTest
    void aHeaderOfOneMegabyte() throws IOException {
        try (Api.Connection connection = api.open()) {
            try {
                connection.send("GET /_ping HTTP/1.1\r\nHost: x\r\nX-Big: " + "a".repeat(1 << 20)
                        + "\r\nConnection: close\r\n\r\n");
            } catch (IOException closedEarly) {
                // Refusing without reading it all is fine too.
            }
            try {
                assertThat(connection.readResponse(true).status()).isIn(200, 400, 431);
            } catch (IOException closed) {
                assertThat(closed).isNotNull();
            }
        }
        assertThat(api.get("/_ping").status()).isEqualTo(200);
    }

    @ConcurrentTest
    void aBodyOfOneHundredMegabytes() throws IOException {
        byte[] body = new byte[100_000_000];
        java.util.Arrays.fill(body, (byte) 'a');
        byte[] start = "{\"Image\":\"".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, body, 0, start.length);
        body[body.length - 2] = '"';
        body[body.length - 1] = '}';
        try {
            Api.Response response = api.request(
                    "POST", "/containers/create", List.of("Host: x", "Content-Type: application/json"), body);
            assertThat(response.status()).isIn(400, 413);
            assertThat(response.message()).isNotEmpty();
        } catch (IOException closed) {
            // A server may close the connection on a body it does not want.
            assertThat(closed).isNotNull();
        }
        assertThat(api.get("/_ping").status()).isEqualTo(200);
    }

    @ConcurrentTest
    void deeplyNestedJson() throws IOException {
        Api.Response response = api.post(
                "/containers/create",
                "{\"Image\":\"busybox\",\"Unknown\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}");
        assertThat(response.status()).isIn(400, 500);
        assertThat(api.get("/_ping").status()).isEqualTo(200);
    }

    @ConcurrentTest
    void badFilters() throws IOException {
        String invalid = EngineKind.wording("I", "i") + "nvalid filter ";
        expectError(api.get("/containers/json?" + Api.filter("bogus", "x")), 400, invalid + "'bogus'");
        expectError(api.get("/images/json?" + Api.filter("bogus", "x")), 400, invalid + "'bogus'");
        Api.Response status = api.get("/containers/json?" + Api.filter("status", "x"));
        assertThat(status.status()).isEqualTo(400);
        assertThat(status.message()).startsWith(invalid + "'status=x'");
        expectError(api.post("/containers/prune?" + Api.filter("bogus", "x")), 400, invalid + "'bogus'");
        expectError(api.post("/images/prune?" + Api.filter("bogus", "x")), 400, invalid + "'bogus'");
        assertThat(api.get("/containers/json?filters=bad").status())
                .isEqualTo(EngineKind.CURRENT == EngineKind.DOCKERD ? 500 : 400);
        assertThat(api.get("/containers/json?limit=x").status()).isIn(400, 500);
        assertThat(api.get("/images/json?" + Api.filter("dangling", "maybe")).message())
                .isEqualTo(invalid + "'dangling=[maybe]'");
        // The older form of the parameter: {"name":{"value":true}}.
        assertThat(api.get("/containers/json?all=1&filters=%7B%22status%22%3A%7B%22exited%22%3Atrue%7D%7D")
                        .status())
                .isEqualTo(200);
    }
}
