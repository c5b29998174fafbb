package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** The daemon is killed with traffic on a published port: no connection notices, and afterwards all is as before. */
@DisabledIfSystemProperty(named = "proa.e2e.engine", matches = "dockerd", disabledReason = "its relays die with it")
class PortsAfterCrashTest {

    @Test
    void trafficGoesOnWhileTheDaemonIsDead() throws Exception {
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Cli cli = Cli.docker(daemon);
            String command = "echo hello > /index.html; exec httpd -f -p 80 -h /";
            cli.run("run", "-d", "--name", "web", "-p", "80", "busybox", "sh", "-c", command)
                    .ok();
            String line = cli.run("port", "web", "80").ok().lines().findFirst().orElseThrow();
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            Await.until("the server answers", () -> answers("127.0.0.1", port));

            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger good = new AtomicInteger();
            AtomicReference<String> bad = new AtomicReference<>("");
            Thread client = Thread.startVirtualThread(() -> {
                while (!over.get()) {
                    try {
                        get("127.0.0.1", port);
                        good.incrementAndGet();
                    } catch (IOException e) {
                        bad.set(e.toString());
                    }
                }
            });
            waitForMore(good);
            daemon.kill();
            waitForMore(good);
            daemon.startAgain();
            waitForMore(good);
            over.set(true);
            client.join();
            assertThat(bad.get()).isEmpty();

            // What the daemon itself does is back: the relay, and holding the port.
            Await.until("the relay is back", () -> answers("::1", port));
            assertThatThrownBy(() -> new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1")).close())
                    .isInstanceOf(IOException.class);
            assertThat(cli.run("port", "web", "80").ok()).startsWith(line);
            assertThat(cli.run("run", "--rm", "-p", port + ":80", "busybox", "true")
                            .exits(125)
                            .err())
                    .contains("port is already allocated");
            cli.run("rm", "-f", "web").ok();
            new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1")).close();
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }

    @Test
    void portsOfAContainerThatEndedMeanwhileAreFree() throws IOException {
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Cli cli = Cli.docker(daemon);
            cli.run("run", "-d", "--name", "web", "-p", "80", "busybox", "sleep", "1000")
                    .ok();
            long pid = Long.parseLong(
                    cli.run("inspect", "-f", "{{.State.Pid}}", "web").ok());
            daemon.kill();
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Await.until(
                    "the container ended",
                    () -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
            daemon.startAgain();
            Await.until(
                    "the end is known",
                    () -> cli.run("inspect", "-f", "{{.State.Status}}", "web")
                            .ok()
                            .equals("exited"));
            Await.until(
                    "no port leads anywhere",
                    () -> Host.nftTables().stream()
                            .filter(table ->
                                    table.contains("proa_" + daemon.home().bridge()))
                            .noneMatch(table -> table.contains("tcp . ")));
            cli.run("start", "web").ok();
            assertThat(cli.run("port", "web", "80").ok()).contains("0.0.0.0:");
            daemon.cleanUp(List.of());
            daemon.stopAndExpectNothingLeft();
        }
    }

    private static void waitForMore(AtomicInteger count) {
        int before = count.get();
        Await.until("more answers", () -> count.get() > before + 5);
    }

    private static boolean answers(String address, int port) {
        try {
            get(address, port);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void get(String address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), 20_000);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.endsWith("hello\n")) {
                throw new IOException("answered \"" + answer + "\"");
            }
        }
    }
}
