package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One daemon under test, as a child process. Owns its home folder: {@link #close} stops the daemon and deletes it. */
final class Daemon implements AutoCloseable {

    private final DaemonHome home;
    private final Path dockerConfig;
    private final Set<Path> cgroupsBefore;
    private final List<String> options;
    private final List<String> prefix;
    private Process process;

    private Daemon(
            DaemonHome home,
            Path dockerConfig,
            Set<Path> cgroupsBefore,
            List<String> options,
            List<String> prefix,
            Process process) {
        this.home = home;
        this.dockerConfig = dockerConfig;
        this.cgroupsBefore = cgroupsBefore;
        this.options = options;
        this.prefix = prefix;
        this.process = process;
    }

    static Daemon start() {
        try {
            return start(DaemonHome.create());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Daemon start(DaemonHome home) throws IOException {
        return start(home, List.of());
    }

    /** With more options on the daemon's command line. */
    static Daemon start(DaemonHome home, List<String> options) throws IOException {
        return start(home, options, List.of());
    }

    /** By a program that puts itself before the daemon, such as {@code nsenter} with its options. */
    static Daemon start(DaemonHome home, List<String> options, List<String> prefix) throws IOException {
        if (EngineKind.CURRENT == EngineKind.DOCKERD) {
            Host.addBridge(home.bridge());
        }
        // An empty folder, so that the configuration and contexts of whoever runs the tests are not read.
        Path dockerConfig = Files.createDirectories(home.dir().resolve("docker-config"));
        Daemon daemon =
                new Daemon(home, dockerConfig, Host.emptyCgroups(), options, prefix, launch(home, options, prefix));
        try {
            daemon.awaitSocket();
            return daemon;
        } catch (RuntimeException | AssertionError e) {
            daemon.process.destroyForcibly().onExit().join();
            daemon.deleteHome();
            throw e;
        }
    }

    private static Process launch(DaemonHome home, List<String> options, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(EngineKind.CURRENT.daemonCommand(home));
        command.addAll(options);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(home.log().toFile()))
                .start();
    }

    private void awaitSocket() {
        Await.until("the daemon answers at " + home.socket(), Duration.ofSeconds(60), () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the daemon ended with " + process.exitValue() + ":\n" + logTail());
            }
            try {
                return api().get("/_ping").status() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    DaemonHome home() {
        return home;
    }

    Path dockerConfig() {
        return dockerConfig;
    }

    Api api() {
        return new Api(home.socket());
    }

    /** The process that is the daemon itself; a launcher may have put itself in between. */
    long pid() {
        return process.pid();
    }

    /** Ends the daemon at once (SIGKILL), as a crash or the OOM killer would, and waits for it to be gone. */
    void kill() {
        if (EngineKind.CURRENT == EngineKind.DOCKERD) {
            // dockerd's own containerd dies with it, and comes back only where somebody reaps it: stop it in order.
            stop();
            return;
        }
        List<ProcessHandle> daemons = new ArrayList<>();
        daemons.add(process.toHandle());
        // A shell launcher that did not exec has the JVM as its child.
        process.descendants()
                .filter(p -> p.info().command().orElse("").endsWith("/java"))
                .forEach(daemons::add);
        daemons.forEach(ProcessHandle::destroyForcibly);
        daemons.forEach(d -> d.onExit().join());
    }

    /** Starts the daemon again on the same home after {@link #kill} or {@link #stop}. */
    void startAgain() throws IOException {
        process = launch(home, options, prefix);
        awaitSocket();
    }

    /** Asks the daemon to end (SIGTERM) and waits for it. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the daemon did not end within 60 s of SIGTERM:\n" + logTail());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String logTail() {
        try {
            List<String> lines = Files.readAllLines(home.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e + ")";
        }
    }

    /** Removes all containers and networks, then all images but those named; between test classes. */
    void cleanUp(List<String> imagesToKeep) throws IOException {
        for (var container : api().get("/containers/json?all=1").json()) {
            api().delete("/containers/" + container.path("Id").asText() + "?force=1&v=1");
        }
        for (var network : api().get("/networks?filters=%7B%22type%22%3A%5B%22custom%22%5D%7D")
                .json()) {
            api().delete("/networks/" + network.path("Id").asText());
        }
        for (var image : api().get("/images/json").json()) {
            List<String> tags = new ArrayList<>();
            image.path("RepoTags").forEach(tag -> tags.add(tag.asText()));
            for (String tag : tags) {
                if (!imagesToKeep.contains(tag) && !tag.equals("<none>:<none>")) {
                    api().delete("/images/" + tag + "?force=1");
                }
            }
            if (tags.stream().noneMatch(imagesToKeep::contains)) {
                api().delete("/images/" + image.path("Id").asText() + "?force=1");
            }
        }
    }

    /** Stops the daemon, checks that nothing of it is left on the machine, and deletes its folder. */
    void stopAndExpectNothingLeft() throws IOException {
        List<String> veths = Host.portsOf(home.bridge());
        Set<String> bridges = Host.bridgesIn("proa_" + home.bridge());
        stop();
        List<String> left = new ArrayList<>();
        Host.processesMentioning(home.dir()).forEach(p -> left.add("process " + p));
        Host.mountsBelow(home.dir()).stream()
                // dockerd keeps one once a container has used the host's network, and its root's if containers outlive
                // it.
                .filter(m -> EngineKind.CURRENT == EngineKind.PROA
                        || !(m.endsWith("/netns/default")
                                || m.equals(home.root().toString())))
                .forEach(m -> left.add("mount " + m));
        veths.forEach(
                v -> left.add("interface " + v + " on " + home.bridge() + ", though all containers were removed"));
        if (EngineKind.CURRENT == EngineKind.PROA) {
            // dockerd keeps its bridge, and here it was made by the test.
            bridges.add(home.bridge());
            bridges.stream().filter(Host::hasInterface).forEach(bridge -> left.add("bridge " + bridge));
            Host.nftTables().stream().filter(t -> t.contains(home.bridge())).forEach(t -> left.add("nftables " + t));
        }
        // A container of somebody else's may just be beginning or ending; what is left of ours stays.
        try {
            Await.until("no container's cgroup is left", () -> cgroupsLeft().isEmpty());
        } catch (AssertionError stay) {
            cgroupsLeft().forEach(c -> left.add("cgroup " + c));
        }
        deleteHome();
        assertThat(left).as("left on the machine after the daemon stopped").isEmpty();
    }

    private Set<Path> cgroupsLeft() throws IOException {
        Set<Path> left = Host.emptyCgroups();
        left.removeAll(cgroupsBefore);
        return left;
    }

    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                cleanUp(List.of());
                stop();
            }
        } finally {
            deleteHome();
        }
    }

    private void deleteHome() throws IOException {
        // After a test that failed half-way: monitors, shims and what runs below them.
        for (String left : Host.processesMentioning(home.dir())) {
            ProcessHandle.of(Long.parseLong(left.substring(0, left.indexOf(' '))))
                    .ifPresent(p -> {
                        p.descendants().forEach(ProcessHandle::destroyForcibly);
                        p.destroyForcibly();
                    });
        }
        if (!Files.exists(home.dir())) {
            return;
        }
        Host.removeInterface(home.bridge());
        Host.removeTable("proa_" + home.bridge());
        for (String mount : Host.mountsBelow(home.dir()).reversed()) {
            Host.unmount(mount);
        }
        try (Stream<Path> files = Files.walk(home.dir())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
