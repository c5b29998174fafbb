package dev.proa.server;

import dev.proa.engine.Engine;
import dev.proa.server.http.ApiHandler;
import dev.proa.server.http.UnixServer;
import dev.proa.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A running daemon: an engine and the API over it. Owns the engine; closing it stops taking requests, then closes the
 * engine. Containers go on.
 */
final class Daemon implements AutoCloseable {
    private final Engine engine;
    private final UnixServer server;
    private final @Nullable Path pidFile;

    private Daemon(Engine engine, UnixServer server, @Nullable Path pidFile) {
        this.engine = engine;
        this.server = server;
        this.pidFile = pidFile;
    }

    /**
     * Begins to serve; when this returns the sockets answer.
     *
     * @throws IOException when a socket cannot be listened on; then the engine is closed
     */
    static Daemon start(Engine engine, DaemonOptions options) throws IOException {
        Path pidFile = options.pidFile();
        WireJson json = new WireJson();
        try {
            ApiHandler handler = new ApiHandler(Api.over(engine), json, "Proa/" + version() + " (linux)");
            UnixServer server = UnixServer.start(options.sockets(), handler, json);
            Daemon daemon = new Daemon(engine, server, pidFile);
            writePid(daemon, pidFile);
            return daemon;
        } catch (IOException | RuntimeException failure) {
            engine.close();
            throw failure;
        }
    }

    private static void writePid(Daemon daemon, @Nullable Path pidFile) throws IOException {
        if (pidFile == null) {
            return;
        }
        try {
            Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
        } catch (IOException failed) {
            daemon.server.close();
            throw failed;
        }
    }

    static String version() {
        String version = Daemon.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public void close() throws IOException {
        try (engine;
                server) {
            if (pidFile != null) {
                Files.deleteIfExists(pidFile);
            }
        }
    }
}
