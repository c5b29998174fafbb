package dev.proa.bench;

import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code crun run} on a bundle that is ready: what no engine on top of it can beat. */
final class BareRuntime {
    private final Command command;

    private BareRuntime(Command command) {
        this.command = command;
    }

    /**
     * Makes the bundle.
     *
     * @param busybox the archive whose only layer becomes the root file system
     */
    static BareRuntime prepare(Path work, Path busybox) throws IOException, CommandFailed, InterruptedException {
        Path folder = Files.createDirectory(work.resolve("crun"));
        Path bundle = Files.createDirectory(folder.resolve("bundle"));
        Path root = Files.createDirectory(bundle.resolve("rootfs"));
        Command.of("tar", "-C", folder.toString(), "-xf", busybox.toString(), "layer.tar")
                .time();
        Command.of(
                        "tar",
                        "-C",
                        root.toString(),
                        "-xf",
                        folder.resolve("layer.tar").toString())
                .time();
        // The runtime's own template, with another program and without a terminal.
        Command.of("crun", "spec", "--bundle=" + bundle).time();
        Path specification = bundle.resolve("config.json");
        String template = Files.readString(specification);
        String edited = template.replaceFirst("\"terminal\": *true", "\"terminal\": false")
                .replaceFirst("\"sh\"", "\"true\"")
                .replaceFirst(
                        "\"linux\": *\\{", "\"linux\": {\"cgroupsPath\": \"/" + work.getFileName() + "/crun/bench\",");
        Files.writeString(specification, edited);
        return new BareRuntime(Command.of(
                "crun",
                "--root=" + folder.resolve("state"),
                "--cgroup-manager=cgroupfs",
                "run",
                "--bundle=" + bundle,
                "bench"));
    }

    /** Runs {@code true} in a new container; nanoseconds. */
    double measure() throws CommandFailed, InterruptedException {
        return command.time();
    }
}
