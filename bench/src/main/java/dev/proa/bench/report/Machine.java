package dev.proa.bench.report;

import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the figures were taken on. */
public final class Machine {
    private Machine() {}

    /**
     * A description in Markdown.
     *
     * @param checkout Proa's sources
     * @param work the folder the engines keep their data in
     */
    public static String describe(Path checkout, Path work) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        lines.add("- %d × %s, %s GiB of memory; load before the first round: %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        field(Path.of("/proc/cpuinfo"), "model name", ":"),
                        gibibytes(field(Path.of("/proc/meminfo"), "MemTotal", ":")),
                        Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0]));
        lines.add("- %s, kernel %s, %s; the engines' data on %s"
                .formatted(
                        field(Path.of("/etc/os-release"), "PRETTY_NAME", "=").replace("\"", ""),
                        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                        cgroups(),
                        Files.getFileStore(work).type()));
        lines.add("- " + String.join("; ", versions()));
        lines.add("- Proa at commit %s, %s %s"
                .formatted(
                        version("git", "-C", checkout.toString(), "describe", "--always", "--dirty", "--abbrev=12"),
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.version")));
        return String.join("\n", lines);
    }

    private static List<String> versions() throws InterruptedException {
        List<String> versions = new ArrayList<>();
        for (String program : List.of("docker", "dockerd", "podman", "crun", "runc", "conmon")) {
            String version = version(program, "--version");
            // "Docker version 1.2, build x" and "crun version 1.2" alike
            int at = version.indexOf("version ");
            versions.add(program + " "
                    + (at < 0 ? version : version.substring(at + 8).split("[, ]", 2)[0]));
        }
        return versions;
    }

    private static String version(String... command) throws InterruptedException {
        try {
            return Command.of(command).text().lines().findFirst().orElse("unknown");
        } catch (CommandFailed _) {
            return "none";
        }
    }

    private static String cgroups() {
        if (Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))) {
            return "cgroup v2";
        }
        return Files.exists(Path.of("/sys/fs/cgroup/unified")) ? "a hybrid of cgroup v1 and v2" : "cgroup v1";
    }

    private static String field(Path file, String name, String separator) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name) && line.contains(separator))
                    .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static long gibibytes(String kibibytes) {
        return Math.round(Double.parseDouble(kibibytes.replace("kB", "").strip()) / (1 << 20));
    }
}
