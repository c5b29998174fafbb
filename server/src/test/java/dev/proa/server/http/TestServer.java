package dev.proa.server.http;

import dev.proa.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Routes served on a socket of their own. */
public final class TestServer implements AutoCloseable {
    /** Held, since a logger nobody holds is forgotten together with its level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private final Path folder;
    private final Path socket;
    private final UnixServer server;

    public TestServer(Router router) throws IOException {
        JETTY.setLevel(Level.WARNING);
        folder = Files.createTempDirectory("proa-api");
        socket = folder.resolve("api.sock");
        WireJson json = new WireJson();
        server = UnixServer.start(List.of(socket), new ApiHandler(router, json, "Proa/test (linux)"), json);
    }

    public Path socket() {
        return socket;
    }

    public RawClient connect() throws IOException {
        return new RawClient(socket);
    }

    /** Sends a request on a connection of its own and reads all that comes back. */
    public String ask(String request) throws IOException {
        try (RawClient client = connect()) {
            return client.send(request).readAll();
        }
    }

    /** Sends a request without a body. */
    public String ask(String method, String path) throws IOException {
        return ask(method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    /** Sends a request with a body of JSON. */
    public String ask(String method, String path, String json) throws IOException {
        return ask(
                method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + json.length() + "\r\n\r\n" + json);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.delete(folder);
    }
}
