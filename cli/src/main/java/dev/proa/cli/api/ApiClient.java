package dev.proa.cli.api;

import dev.proa.cli.json.JsonText;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A client of the Docker Engine API on a unix socket. Each request has its own connection, so it may be used from many
 * threads.
 *
 * <p>Paths carry no version unless DOCKER_API_VERSION asks for one: the daemon then answers with its newest, and no
 * request is spent on negotiating.
 */
public final class ApiClient {
    /** The newest version of the API that this client knows. */
    public static final String VERSION = "1.51";

    private final Endpoint endpoint;
    private final @Nullable DaemonStarter starter;
    private final String prefix;

    /** @param starter what to try when nobody listens at the default socket */
    public ApiClient(Endpoint endpoint, @Nullable DaemonStarter starter) {
        this.endpoint = endpoint;
        this.starter = starter;
        String version = System.getenv("DOCKER_API_VERSION");
        this.prefix = version == null || version.isEmpty() ? "" : "/v" + version;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /** The answer to a GET. The caller closes it. */
    public Response get(Object path) throws IOException {
        return request("GET", path, null);
    }

    /** The answer to a POST without a body. The caller closes it. */
    public Response post(Object path) throws IOException {
        return request("POST", path, null);
    }

    /** The answer to a POST without a body but with a header of its own. The caller closes it. */
    public Response post(Object path, String header, String value) throws IOException {
        return exchange("POST", path, null, header + ": " + value + "\r\n", false);
    }

    /** The answer to a GET with a header of its own. The caller closes it. */
    public Response get(Object path, String header, String value) throws IOException {
        return exchange("GET", path, null, header + ": " + value + "\r\n", false);
    }

    /** The answer to a POST of JSON. The caller closes it. */
    public Response postJson(Object path, Object json) throws IOException {
        return request("POST", path, RequestBody.json(JsonText.bytes(json)));
    }

    /**
     * Sends a request and waits for the head of its answer. The caller closes it.
     *
     * @throws ApiException if the daemon answers with a failure
     * @throws ConnectionException if no daemon listens
     */
    public Response request(String method, Object path, @Nullable RequestBody body) throws IOException {
        return exchange(method, path, body, "", false);
    }

    /** Sends a request whose answer takes the connection over for raw streams. The caller closes it. */
    public Response hijack(Object path, Object json) throws IOException {
        return exchange("POST", path, RequestBody.json(JsonText.bytes(json)), "", true);
    }

    /** Sends a request without a body whose answer takes the connection over for raw streams. */
    public Response hijack(Object path) throws IOException {
        return exchange("POST", path, null, "", true);
    }

    private Response exchange(String method, Object path, @Nullable RequestBody body, String headers, boolean upgrade)
            throws IOException {
        Connection connection = new Connection(connect());
        try {
            IOException sending = null;
            try {
                connection.send(method, prefix + path, body, headers, upgrade);
            } catch (IOException e) {
                // A daemon that refuses a long body answers and hangs up before all of it was sent.
                sending = e;
            }
            try {
                return connection.receive().orThrow();
            } catch (ApiException e) {
                throw e;
            } catch (IOException e) {
                if (sending != null) {
                    sending.addSuppressed(e);
                    throw sending;
                }
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private SocketChannel connect() throws IOException {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(endpoint.path()));
        } catch (IOException e) {
            if (String.valueOf(e.getMessage()).contains("Permission denied")) {
                throw new ConnectionException(
                        "permission denied while trying to connect to the Proa daemon socket at " + endpoint.host());
            }
            if (starter != null && endpoint.isDefault()) {
                starter.start(endpoint);
                return SocketChannel.open(UnixDomainSocketAddress.of(endpoint.path()));
            }
            throw new ConnectionException(
                    "Cannot connect to the Proa daemon at " + endpoint.host() + ". Is the proa daemon running?");
        }
    }
}
