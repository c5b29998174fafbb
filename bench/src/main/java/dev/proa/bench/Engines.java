package dev.proa.bench;

import dev.proa.bench.engine.Client;
import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;
import dev.proa.bench.engine.Daemon;
import dev.proa.bench.engine.Engine;
import dev.proa.bench.report.Column;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engines to compare and the command lines that speak to them, all with data folders of their own. */
final class Engines {
    private static final String PROA_BY_DOCKER = "docker CLI, Proa";
    private static final String PROA_BY_PROA = "proa CLI, Proa";
    private static final String DOCKERD = "docker CLI, dockerd";
    private static final String PODMAN = "podman";

    private final Path checkout;
    private final Path work;

    /**
     * Nothing is started or made yet.
     *
     * @param work a folder that exists; its name is also that of the control groups made for the peers' containers
     */
    Engines(Path checkout, Path work) {
        this.checkout = checkout;
        this.work = work;
    }

    /** Makes the folders and configuration of these engines; in the table's order. */
    List<Client> clients(Set<String> names) throws IOException, CommandFailed {
        List<Client> clients = new ArrayList<>();
        if (names.contains("dockerd")) {
            clients.add(dockerd());
        }
        if (names.contains("podman")) {
            clients.add(podman());
        }
        if (names.contains("proa")) {
            Engine proa = proa();
            clients.add(dockerCli(PROA_BY_DOCKER, proa, socket("proa")));
            clients.add(new Client(
                    PROA_BY_PROA,
                    proa,
                    List.of(launcher(), "-H", "unix://" + socket("proa")),
                    Map.of(),
                    List.of(),
                    List.of("rm", "-f")));
        }
        return clients;
    }

    /** How the clients' figures stand in the table: each engine is compared with Proa by the like client. */
    static List<Column> columns(List<Client> clients) {
        List<String> titles = clients.stream().map(Client::title).toList();
        List<Column> columns = new ArrayList<>();
        for (String title : titles) {
            String reference = switch (title) {
                case DOCKERD -> PROA_BY_DOCKER;
                case PODMAN -> PROA_BY_PROA;
                default -> null;
            };
            columns.add(new Column(title, titles.contains(reference) ? reference : null));
        }
        return columns;
    }

    private Client dockerd() throws IOException, CommandFailed {
        require("dockerd", "docker.io");
        Path folder = Files.createDirectory(work.resolve("dockerd"));
        // Without a file of its own it would read the machine's.
        Path config = Files.writeString(folder.resolve("daemon.json"), "{}");
        Command command = new Command(
                List.of(
                        "dockerd",
                        "--config-file=" + config,
                        "--data-root=" + folder.resolve("root"),
                        "--exec-root=" + folder.resolve("run"),
                        "--pidfile=" + folder.resolve("pid"),
                        "--host=unix://" + socket("dockerd"),
                        "--bip=10.230.0.1/24",
                        "--cgroup-parent=/" + work.getFileName() + "/dockerd",
                        "--log-level=warn"),
                Map.of());
        Engine engine = new Engine("dockerd", new Daemon(command, socket("dockerd"), folder.resolve("log")));
        return dockerCli(DOCKERD, engine, socket("dockerd"));
    }

    private Client podman() throws IOException, CommandFailed {
        require("podman", "podman");
        Path folder = Files.createDirectory(work.resolve("podman"));
        // Podman's own defaults, 1048576 files and 32768 processes, fail where root may not raise limits.
        long files = Math.min(1 << 20, hardLimit("Max open files"));
        long processes = Math.min(1 << 15, hardLimit("Max processes"));
        Path config = Files.writeString(folder.resolve("containers.conf"), """
                [containers]
                default_ulimits = ["nofile=%d:%d", "nproc=%d:%d"]
                [engine]
                events_logger = "file"
                tmp_dir = "%s"
                """.formatted(
                        files, files, processes, processes, folder.resolve("tmp")));
        List<String> prefix = List.of(
                "podman",
                "--root=" + folder.resolve("root"),
                "--runroot=" + folder.resolve("run"),
                "--storage-driver=overlay",
                "--cgroup-manager=cgroupfs",
                "--runtime=crun");
        return new Client(
                PODMAN,
                new Engine("podman", null),
                prefix,
                Map.of("CONTAINERS_CONF", config.toString()),
                List.of("--cgroup-parent=/" + work.getFileName() + "/podman"),
                // Its rm -f waits ten seconds for a command that ignores SIGTERM.
                List.of("rm", "-f", "-t", "0"));
    }

    private Engine proa() throws IOException {
        Path folder = Files.createDirectory(work.resolve("proa"));
        Command command = Command.of(
                launcher(),
                "daemon",
                "--root",
                folder.resolve("root").toString(),
                "--run-dir",
                folder.resolve("run").toString(),
                "-H",
                "unix://" + socket("proa"),
                "--bridge",
                "proabench0");
        return new Engine("proa", new Daemon(command, socket("proa"), folder.resolve("log")));
    }

    private Client dockerCli(String title, Engine engine, Path socket) throws CommandFailed {
        require("docker", "docker-cli or docker.io");
        return new Client(
                title,
                engine,
                List.of("docker", "-H", "unix://" + socket),
                Map.of("DOCKER_CONFIG", work.resolve("docker-config").toString()),
                List.of(),
                List.of("rm", "-f"));
    }

    private String launcher() {
        return checkout.resolve("proa").toString();
    }

    private Path socket(String engine) {
        return work.resolve(engine + ".sock");
    }

    private static void require(String program, String packages) throws CommandFailed {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return;
            }
        }
        throw new CommandFailed("there is no " + program + " on the PATH: install Debian's " + packages
                + ", or leave its engine out by --engines");
    }

    /** A hard limit of this process, as its children will have it. */
    private static long hardLimit(String name) throws IOException {
        Matcher limit = Pattern.compile(Pattern.quote(name) + "\\s+\\S+\\s+(\\d+)")
                .matcher(Files.readString(Path.of("/proc/self/limits")));
        return limit.find() ? Long.parseLong(limit.group(1)) : Long.MAX_VALUE;
    }
}
