package dev.proa.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The engine's HTTP API by hand: bytes on the unix socket, so that a test can send what no well-behaved client sends and
 * sees exactly what came back. One connection for each request.
 */
record Api(Path socket) {

    static final ObjectMapper JSON = new ObjectMapper();

    /** A whole answer. Header names are in lower case; of a repeated header the last one stands. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Response(int status, Map<String, String> headers, byte[] body) {

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        JsonNode json() throws IOException {
            return JSON.readTree(body);
        }

        /** The {@code message} of an error answer, which Docker sends for every failure. */
        String message() throws IOException {
            return json().path("message").asText();
        }

        Optional<String> header(String name) {
            return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
        }

        @Override
        public String toString() {
            return status + " " + headers + " " + text();
        }
    }

    Response get(String path) throws IOException {
        return request("GET", path, null);
    }

    Response head(String path) throws IOException {
        return request("HEAD", path, null);
    }

    Response delete(String path) throws IOException {
        return request("DELETE", path, null);
    }

    Response post(String path) throws IOException {
        return request("POST", path, null);
    }

    Response post(String path, String json) throws IOException {
        return request("POST", path, json);
    }

    /** Percent-encodes filters as the {@code filters} parameter expects them: {@code {"name":["value"]}}. */
    static String filter(String name, String value) {
        return "filters=" + URLEncoder.encode("{\"" + name + "\":[\"" + value + "\"]}", StandardCharsets.UTF_8);
    }

    private Response request(String method, String path, @org.jspecify.annotations.Nullable String json)
            throws IOException {
        List<String> headers = new ArrayList<>(List.of("Host: localhost"));
        byte[] body = json == null ? new byte[0] : json.getBytes(StandardCharsets.UTF_8);
        if (json != null) {
            headers.add("Content-Type: application/json");
        }
        return request(method, path, headers, body);
    }

    Response request(String method, String path, List<String> headers, byte[] body) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach(h -> head.append(h).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        try (Connection connection = open()) {
            connection.send(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            try {
                connection.send(body);
            } catch (IOException refused) {
                // A server may answer and close before it has read all of a body it does not want: read the answer.
            }
            return connection.readResponse(!method.equals("HEAD"));
        }
    }

    Connection open() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new Connection(channel, new BufferedInputStream(Channels.newInputStream(channel)));
    }

    /** One open connection, for requests that stream or break the rules. The caller closes it. */
    record Connection(SocketChannel channel, InputStream in) implements AutoCloseable {

        void send(byte[] bytes) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Response readResponse(boolean withBody) throws IOException {
            Response head = readHead();
            if (head.status() == 100) {
                head = readHead();
            }
            return withBody && head.status() != 204 && head.status() != 304
                    ? new Response(head.status(), head.headers(), readBody(head))
                    : head;
        }

        Response readHead() throws IOException {
            String status = readLine();
            String[] parts = status.split(" ", 3);
            if (parts.length < 2 || !parts[0].startsWith("HTTP/")) {
                throw new IOException("not an HTTP status line: " + status);
            }
            Map<String, String> headers = new TreeMap<>();
            for (String line = readLine(); !line.isEmpty(); line = readLine()) {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
            return new Response(Integer.parseInt(parts[1]), headers, new byte[0]);
        }

        private byte[] readBody(Response head) throws IOException {
            if (head.header("Transfer-Encoding").orElse("").equals("chunked")) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                while (true) {
                    int size = Integer.parseInt(readLine().strip(), 16);
                    body.write(readFully(size));
                    readLine();
                    if (size == 0) {
                        return body.toByteArray();
                    }
                }
            }
            Optional<String> length = head.header("Content-Length");
            return length.isPresent() ? readFully(Integer.parseInt(length.get())) : in.readAllBytes();
        }

        private byte[] readFully(int size) throws IOException {
            byte[] bytes = in.readNBytes(size);
            if (bytes.length < size) {
                throw new EOFException("closed after " + bytes.length + " of " + size + " bytes");
            }
            return bytes;
        }

        String readLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (true) {
                int b = in.read();
                if (b < 0) {
                    throw new EOFException("closed in a line: " + line.toString(StandardCharsets.ISO_8859_1));
                }
                if (b == '\n') {
                    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                }
                line.write(b);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
