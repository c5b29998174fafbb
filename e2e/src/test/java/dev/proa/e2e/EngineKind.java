package dev.proa.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Which engine answers: Proa, or Docker's own daemon as the oracle that says what a test should expect. */
enum EngineKind {
    PROA,
    DOCKERD;

    /** The engine of this run, from the system property {@code proa.e2e.engine}. */
    static final EngineKind CURRENT = switch (System.getProperty("proa.e2e.engine", "proa")) {
        case "proa" -> PROA;
        case "dockerd" -> DOCKERD;
        case String other -> throw new IllegalArgumentException("proa.e2e.engine is " + other + ": proa or dockerd");
    };

    /**
     * The text this engine should say where Docker changed its wording between Debian's dockerd 20.10 (the oracle) and
     * Docker 28 (what Proa follows).
     */
    static String wording(String docker20, String docker28) {
        return CURRENT == DOCKERD ? docker20 : docker28;
    }

    /** The launcher of Proa: {@code proa.e2e.proa}, or the one in the checkout. */
    static Path proaLauncher() {
        Path launcher = Path.of(
                        System.getProperty("proa.e2e.proa", System.getProperty("proa.e2e.proa.default", "../proa")))
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(launcher)) {
            throw new IllegalStateException("no executable at " + launcher + ": build it, or set proa.e2e.proa");
        }
        return launcher;
    }

    List<String> daemonCommand(DaemonHome home) {
        return switch (this) {
            case PROA ->
                List.of(
                        proaLauncher().toString(),
                        "daemon",
                        "--root",
                        home.root().toString(),
                        "--run-dir",
                        home.runDir().toString(),
                        "-H",
                        "unix://" + home.socket(),
                        "--bridge",
                        home.bridge());
            // No iptables: the rules of the machine belong to others. Live restore lets containers outlive the daemon.
            case DOCKERD ->
                List.of(
                        "dockerd",
                        "--data-root",
                        home.root().toString(),
                        "--exec-root",
                        home.runDir().toString(),
                        "--pidfile",
                        home.runDir().resolve("dockerd.pid").toString(),
                        "-H",
                        "unix://" + home.socket(),
                        "--bridge",
                        home.bridge(),
                        "--iptables=false",
                        "--ip-masq=false",
                        "--live-restore");
        };
    }
}
