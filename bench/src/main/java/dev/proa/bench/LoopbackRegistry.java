package dev.proa.bench;

import dev.proa.bench.engine.Command;
import dev.proa.bench.engine.CommandFailed;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Debian's docker-registry on the loopback of this run's network namespace. Closing it ends it. */
final class LoopbackRegistry implements AutoCloseable {
    static final String HOST = "127.0.0.1:5000";

    private static final int PORT = 5000;
    private static final int TRIALS = 500;

    private final Path work;
    private @Nullable Process process;

    LoopbackRegistry(Path work) {
        this.work = work;
    }

    /** Starts it, with one image from an archive, which is deleted. */
    void start(Path archive, String name) throws CommandFailed, IOException, InterruptedException {
        Path config = work.resolve("registry.yml");
        Files.writeString(config, """
                version: 0.1
                log: {level: error, accesslog: {disabled: true}}
                storage: {filesystem: {rootdirectory: "%s"}}
                http: {addr: "%s"}
                """.formatted(work.resolve("registry"), HOST));
        process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(work.resolve("registry.log").toFile()))
                .start();
        awaitPort();
        Command.of(
                        "skopeo",
                        "copy",
                        "--quiet",
                        "--insecure-policy",
                        "--dest-tls-verify=false",
                        "docker-archive:" + archive,
                        "docker://" + HOST + "/" + name + ":latest")
                .time();
        Files.delete(archive);
    }

    private static void awaitPort() throws CommandFailed, InterruptedException {
        for (int trial = 0; trial < TRIALS; trial++) {
            try (Socket _ = new Socket(InetAddress.ofLiteral("127.0.0.1"), PORT)) {
                return;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        throw new CommandFailed("docker-registry does not listen");
    }

    @Override
    public void close() {
        Process started = process;
        if (started != null) {
            started.destroy();
        }
    }
}
