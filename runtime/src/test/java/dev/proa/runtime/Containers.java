package dev.proa.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.runtime.spec.ContainerSpec;
import dev.proa.runtime.spec.Namespace;
import dev.proa.runtime.spec.ProcessSpec;
import dev.proa.runtime.spec.SeccompProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Real containers on a root file system with busybox alone; closing removes them all. */
final class Containers implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Path BUSYBOX = Path.of("/bin/busybox");
    private static final List<String> APPLETS = List.of(
            "sh", "echo", "cat", "true", "sleep", "stty", "id", "dd", "seq", "head", "wc", "grep", "mount", "ls");

    static final String CGROUP = "proa-test-" + ProcessHandle.current().pid();

    private final Path directory;
    final Path rootfs;
    private final List<LiveContainer> made = new ArrayList<>();
    private final SeccompProfile seccomp;
    private ContainerRuntime runtime;

    Containers(Path directory) throws IOException {
        this.directory = directory;
        this.rootfs = makeRootfs(directory.resolve("rootfs"));
        this.seccomp =
                SeccompProfile.load(Path.of("/usr/share/containers/seccomp.json"), SeccompProfile.Host.current());
        this.runtime = open();
    }

    static Path makeRootfs(Path rootfs) throws IOException {
        for (String name : List.of("bin", "dev", "proc", "sys", "tmp", "etc")) {
            Files.createDirectories(rootfs.resolve(name));
        }
        Files.copy(BUSYBOX, rootfs.resolve("bin/busybox"));
        for (String applet : APPLETS) {
            Files.createSymbolicLink(rootfs.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        return rootfs;
    }

    private ContainerRuntime open() throws IOException {
        return new ContainerRuntime(
                directory.resolve("run"),
                Path.of("/usr/bin/conmon"),
                Map.of(
                        "crun", new OciRuntime("crun", Path.of("/usr/bin/crun")),
                        "runc", new OciRuntime("runc", Path.of("/usr/sbin/runc"))));
    }

    ContainerRuntime runtime() {
        return runtime;
    }

    /** Closes the runtime as if this process had ended, and opens another one. */
    void reopen() throws IOException {
        runtime.close();
        runtime = open();
    }

    Path runDirectory() {
        return directory.resolve("run");
    }

    Path log(String id) {
        return directory.resolve(id + ".log");
    }

    static ProcessSpec process(String... args) {
        return ProcessSpec.of(List.of(args));
    }

    static ProcessSpec shell(String script) {
        return process("sh", "-c", script);
    }

    ContainerSpec.Builder spec(ProcessSpec process, String id) {
        return ContainerSpec.docker(process, rootfs, "/" + CGROUP + "/" + id)
                .host(Namespace.Kind.NETWORK)
                .seccomp(Optional.of(seccomp.forCapabilities(process.capabilities())));
    }

    LiveContainer create(ProcessSpec process, Stdio stdio) throws IOException {
        return create(process, stdio, "crun");
    }

    LiveContainer create(ProcessSpec process, Stdio stdio, String ociRuntime) throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "").repeat(2);
        return create(id, spec(process, id).build(), stdio, ociRuntime);
    }

    LiveContainer create(String id, ContainerSpec spec, Stdio stdio, String ociRuntime) throws IOException {
        return keep(runtime.create(id, ociRuntime, spec, stdio, java.util.Optional.of(log(id))));
    }

    LiveContainer keep(LiveContainer container) {
        made.removeIf(other -> other.saved().id().equals(container.saved().id()));
        made.add(container);
        return container;
    }

    LiveContainer start(ProcessSpec process) throws IOException {
        LiveContainer container = create(process, Stdio.OUTPUT);
        container.start();
        return container;
    }

    static ContainerExit await(LiveContainer container) throws Exception {
        return container.exit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    static int await(ExecProcess process) throws Exception {
        return process.exit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** Everything written to one stream until the end. */
    static String text(List<OutputChunk> chunks, OutputChunk.Stream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (OutputChunk chunk : chunks) {
            if (chunk.stream() == stream) {
                bytes.writeBytes(chunk.bytes());
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static List<OutputChunk> readAll(AttachedStreams streams) throws IOException {
        List<OutputChunk> chunks = new ArrayList<>();
        while (true) {
            Optional<OutputChunk> chunk = streams.read();
            if (chunk.isEmpty()) {
                return chunks;
            }
            chunks.add(chunk.get());
        }
    }

    static String output(AttachedStreams streams) throws IOException {
        return text(readAll(streams), OutputChunk.Stream.OUTPUT);
    }

    /** Waits until something holds. */
    static void until(String what, Condition condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as(what).isBefore(end);
            Thread.sleep(5);
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    @Override
    public void close() throws IOException {
        List<LiveContainer> left = List.copyOf(made);
        for (LiveContainer container : left) {
            runtime.discard(container.saved().id(), container.saved().runtime());
        }
        runtime.close();
        try (var hierarchies = Files.newDirectoryStream(Path.of("/sys/fs/cgroup"))) {
            for (Path hierarchy : hierarchies) {
                Files.deleteIfExists(hierarchy.resolve(CGROUP));
            }
        }
    }
}
