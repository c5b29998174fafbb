package dev.proa.server.http;

import dev.proa.wire.json.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.HostPort;

/** Serves the API on unix sockets. Closing it stops listening, ends every connection and removes the sockets' files. */
public final class UnixServer implements AutoCloseable {
    /** Of what is read and written at once, in bytes; archives and streams are large. */
    private static final int BUFFER = 64 << 10;

    private final Server server;
    private final List<Path> sockets = new ArrayList<>();

    private UnixServer(Server server) {
        this.server = server;
    }

    /** Makes the JVM load what a server needs; for a thread of its own, while the engine opens. */
    public static void prepare() {
        new UnixDomainServerConnector(new Server(new ServerThreads()), 0, 1, connections());
    }

    /**
     * Begins to serve; when this returns the sockets answer.
     *
     * @throws IOException when a socket cannot be listened on; then none is
     */
    public static UnixServer start(List<Path> sockets, ApiHandler handler, WireJson json) throws IOException {
        Server server = new Server(new ServerThreads());
        server.setHandler(handler);
        server.setErrorHandler(new JettyErrors(json));
        server.setStopTimeout(0);
        UnixServer started = new UnixServer(server);
        try {
            server.start();
            for (Path socket : sockets) {
                started.listen(socket.toAbsolutePath());
            }
            return started;
        } catch (Exception failed) {
            started.close();
            throw failed instanceof IOException io ? io : new IOException("the HTTP server cannot start", failed);
        }
    }

    private void listen(Path socket) throws Exception {
        Path folder = SocketFile.privateFolder(socket);
        try {
            Path bound = folder.resolve("s");
            UnixDomainServerConnector connector = new UnixDomainServerConnector(server, 0, 1, connections());
            connector.setUnixDomainPath(bound);
            connector.setAcceptQueueSize(1024);
            // Requests may block for as long as a container runs; a client that goes away closes its end.
            connector.setIdleTimeout(0);
            server.addConnector(connector);
            connector.start();
            SocketFile.publish(bound, socket);
            sockets.add(socket);
        } finally {
            Files.deleteIfExists(folder.resolve("s"));
            Files.delete(folder);
        }
    }

    private static HttpConnectionFactory connections() {
        HttpConnectionFactory connections = new HttpConnectionFactory(configuration());
        connections.setInputBufferSize(BUFFER);
        return connections;
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(Limits.REQUEST_HEADERS);
        configuration.setOutputBufferSize(BUFFER);
        // Over a unix socket clients say what they like in Host, or nothing, and it means nothing.
        configuration.setServerAuthority(new HostPort("localhost"));
        configuration.setHttpCompliance(HttpCompliance.RFC9110.with(
                "unix", HttpCompliance.Violation.UNSAFE_HOST_HEADER, HttpCompliance.Violation.DUPLICATE_HOST_HEADERS));
        // Names of images come with their slashes escaped or not.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        return configuration;
    }

    @Override
    public void close() throws IOException {
        for (Path socket : sockets) {
            Files.deleteIfExists(socket);
        }
        try {
            server.stop();
        } catch (Exception failed) {
            throw new IOException("the HTTP server cannot stop", failed);
        }
    }
}
