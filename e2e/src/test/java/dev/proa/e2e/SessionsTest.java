package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Many clients at once on one container, and clients that vanish: nothing of them stays in the daemon or on the host. */
@DisabledIfSystemProperty(named = "proa.e2e.engine", matches = "dockerd", disabledReason = "looks into Proa's process")
class SessionsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(100);

    /** The JVM's own threads and files come and go; a leak of one for each session is many more. */
    private static final int THREADS_OF_THE_JVM = 20;

    private static final int FILES_OF_THE_JVM = 10;

    private Daemon daemon;
    private Api api;

    @BeforeEach
    void startADaemon() throws IOException {
        daemon = Daemon.start();
        api = daemon.api();
        Fixtures.loadInto(daemon);
    }

    @AfterEach
    void stopTheDaemon() throws IOException {
        daemon.close();
    }

    /** What the daemon holds. */
    private record Holdings(int threads, int files, int monitors, int execs) {}

    private Holdings holdings() throws IOException {
        Path process = Path.of("/proc", Long.toString(daemon.pid()));
        return new Holdings(
                count(process.resolve("task")),
                count(process.resolve("fd")),
                (int) Host.processesMentioning(daemon.home().dir()).stream()
                        .filter(p -> p.contains("conmon"))
                        .count(),
                count(daemon.home().runDir().resolve("execs")));
    }

    /** What it holds when the execs so far have ended. */
    private Holdings settled() throws IOException {
        Await.until("the first execs are gone", PATIENCE, () -> holdings().execs() == 0);
        return holdings();
    }

    private static int count(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    private void awaitNoMoreThan(Holdings before) throws IOException {
        try {
            Await.until("what the daemon held before", PATIENCE, () -> {
                Holdings now = holdings();
                return now.threads() <= before.threads() + THREADS_OF_THE_JVM
                        && now.files() <= before.files() + FILES_OF_THE_JVM
                        && now.monitors() <= before.monitors()
                        && now.execs() <= before.execs();
            });
        } catch (AssertionError e) {
            throw new AssertionError("before " + before + ", now " + holdings(), e);
        }
    }

    @Test
    void manyCommandsAtOnceEachHaveTheirOwnStreamsAndExitCode() throws Exception {
        String container = sleeper();
        assertThat(run(container, 1)).isEqualTo("1: number 1");
        Holdings before = settled();
        atOnce(200, i -> {
            assertThat(run(container, i)).isEqualTo(i % 100 + ": number " + i);
            return null;
        });
        awaitNoMoreThan(before);
        assertThat(api.get("/containers/" + container + "/json").json().path("ExecIDs"))
                .isEmpty();
    }

    /** Runs a command that says its number and exits with it. */
    private String run(String container, int number) throws IOException {
        String exec = exec(container, "echo number " + number + "; exit " + number % 100, false);
        try (Api.Connection connection = startExec(exec)) {
            byte[] output = connection.in().readAllBytes();
            // A frame: eight bytes, then what was written.
            String text = new String(output, 8, output.length - 8, StandardCharsets.UTF_8).strip();
            return api.get("/exec/" + exec + "/json").json().path("ExitCode").asInt() + ": " + text;
        }
    }

    @Test
    void manyAttachedClientsEachGetEverything() throws Exception {
        String container =
                create("while read line && [ \"$line\" != quit ]; do echo \"got $line\"; done; echo end", true);
        api.post("/containers/" + container + "/start");
        Holdings before = holdings();
        List<Api.Connection> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clients.add(attach(container, false));
        }
        StringBuilder expected = new StringBuilder();
        try (Api.Connection typing = attach(container, true)) {
            for (int i = 0; i < 1000; i++) {
                typing.send("line " + i + "\n");
                expected.append("got line ").append(i).append('\n');
            }
            typing.send("quit\n");
            expected.append("end\n");
            atOnce(clients.size(), i -> {
                try (Api.Connection client = clients.get(i)) {
                    assertThat(unframed(client.in().readAllBytes())).isEqualTo(expected.toString());
                }
                return null;
            });
        }
        awaitNoMoreThan(new Holdings(before.threads(), before.files(), before.monitors() - 1, 0));
    }

    @Test
    void clientsThatVanishLeaveNothing() throws Exception {
        String container = create("cat", true);
        api.post("/containers/" + container + "/start");
        String sleeper = sleeper();
        vanish(sleeper, container, 4, 1);
        Holdings before = settled();
        vanish(sleeper, container, 60, 2);
        clientProgramsThatAreKilled(sleeper);
        awaitNoMoreThan(before);
        for (String each : List.of(container, sleeper)) {
            assertThat(api.get("/containers/" + each + "/json").json().at("/State/Running"))
                    .hasToString("true");
        }
        assertThat(run(sleeper, 5)).isEqualTo("5: number 5");
    }

    /** Each begins a session and closes its connection at another moment. */
    private void vanish(String execs, String attached, int clients, long seed) throws Exception {
        atOnce(clients, i -> {
            Random random = new Random(seed * 1000 + i);
            boolean isExec = i % 2 == 0;
            String path;
            String body;
            if (isExec) {
                path = "/exec/" + exec(execs, "cat; echo ended", true) + "/start";
                body = "{\"Detach\":false,\"Tty\":false}";
            } else {
                path = "/containers/" + attached + "/attach?stream=1&stdin=1&stdout=1&stderr=1";
                body = "";
            }
            try (Api.Connection connection = api.open()) {
                connection.send(upgrade(path, body));
                int moment = random.nextInt(4);
                if (moment == 0) {
                    return null;
                }
                connection.readHead();
                if (moment == 1) {
                    return null;
                }
                connection.send("x".repeat(random.nextInt(1, 20_000)) + "\n");
                if (moment == 2) {
                    return null;
                }
                assertThat(connection.in().read()).isPositive();
            }
            return null;
        });
    }

    private void clientProgramsThatAreKilled(String container) {
        List<Cli.Running> running = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Cli cli = i % 2 == 0 ? Cli.docker(daemon) : Cli.proa(daemon);
            running.add(cli.start("exec", "-i", container, "sh", "-c", "echo ready; cat"));
        }
        for (Cli.Running client : running) {
            client.awaitOut("ready");
            client.kill();
        }
    }

    private String sleeper() throws IOException {
        String container = create("sleep 100000", false);
        api.post("/containers/" + container + "/start");
        return container;
    }

    private String create(String command, boolean stdin) throws IOException {
        return api.post(
                        "/containers/create",
                        "{\"Image\":\"busybox\",\"OpenStdin\":" + stdin + ",\"StdinOnce\":false,"
                                + "\"Cmd\":[\"sh\",\"-c\"," + Api.JSON.writeValueAsString(command) + "]}")
                .json()
                .path("Id")
                .asText();
    }

    private String exec(String container, String command, boolean stdin) throws IOException {
        return api.post(
                        "/containers/" + container + "/exec",
                        "{\"AttachStdin\":" + stdin + ",\"AttachStdout\":true,\"AttachStderr\":true,"
                                + "\"Cmd\":[\"sh\",\"-c\"," + Api.JSON.writeValueAsString(command) + "]}")
                .json()
                .path("Id")
                .asText();
    }

    private Api.Connection startExec(String exec) throws IOException {
        return upgraded("/exec/" + exec + "/start", "{\"Detach\":false,\"Tty\":false}");
    }

    private Api.Connection attach(String container, boolean stdin) throws IOException {
        return upgraded(
                "/containers/" + container + "/attach?stream=1&stdout=1&stderr=1" + (stdin ? "&stdin=1" : ""), "");
    }

    /** A connection that has become a process's streams; the caller closes it. */
    private Api.Connection upgraded(String path, String body) throws IOException {
        Api.Connection connection = api.open();
        connection.send(upgrade(path, body));
        Api.Response head = connection.readHead();
        assertThat(head.status()).as("%s", head).isEqualTo(101);
        return connection;
    }

    private static String upgrade(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String unframed(byte[] frames) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < frames.length; ) {
            int length = java.nio.ByteBuffer.wrap(frames).getInt(at + 4);
            text.append(new String(frames, at + 8, length, StandardCharsets.UTF_8));
            at += 8 + length;
        }
        return text.toString();
    }

    /** What one of many clients does. */
    private interface Client {
        Void act(int number) throws Exception;
    }

    private static void atOnce(int clients, Client client) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> results = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int number = i;
                Callable<Void> task = () -> client.act(number);
                results.add(threads.submit(task));
            }
            for (Future<Void> result : results) {
                try {
                    result.get();
                } catch (ExecutionException e) {
                    threads.shutdownNow();
                    throw new AssertionError(e.getCause());
                } catch (InterruptedException e) {
                    // The test's time is over: closing waits for threads that would wait for ever.
                    threads.shutdownNow();
                    throw e;
                }
            }
        }
    }
}
