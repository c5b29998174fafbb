package dev.proa.cli.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ChunkedOutputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.impl.io.SessionOutputBufferImpl;
import org.jspecify.annotations.Nullable;

/** One request and its response on a socket of their own. Closing it ends the socket, which it owns. */
final class Connection implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;
    private final SocketChannel channel;
    private final InputStream in;
    private boolean bodiless;
    private final OutputStream out;
    private final SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER);

    Connection(SocketChannel channel) {
        this.channel = channel;
        this.in = Channels.newInputStream(channel);
        this.out = Channels.newOutputStream(channel);
    }

    /**
     * Sends the request; what it answers is read by {@link #receive}.
     *
     * @param headers more lines for the head, each with its line end
     */
    void send(String method, String path, @Nullable RequestBody body, String headers, boolean upgrade)
            throws IOException {
        bodiless = "HEAD".equals(method);
        StringBuilder head = new StringBuilder(256);
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: proa\r\nUser-Agent: Proa-Client\r\n");
        if (upgrade) {
            head.append("Connection: Upgrade\r\nUpgrade: tcp\r\n");
        } else {
            head.append("Connection: close\r\n");
        }
        if (body != null) {
            head.append("Content-Type: ").append(body.contentType()).append("\r\n");
            if (body.length() >= 0) {
                head.append("Content-Length: ").append(body.length()).append("\r\n");
            } else {
                head.append("Transfer-Encoding: chunked\r\n");
            }
        } else if (!"GET".equals(method) && !"HEAD".equals(method)) {
            head.append("Content-Length: 0\r\n");
        }
        head.append(headers).append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        if (body != null) {
            if (body.length() >= 0) {
                body.writeTo(out);
            } else {
                try (ChunkedOutputStream chunked =
                        new ChunkedOutputStream(new SessionOutputBufferImpl(BUFFER), out, new byte[BUFFER], null)) {
                    body.writeTo(chunked);
                }
            }
        }
    }

    /** Waits for the head of the response. */
    Response receive() throws IOException {
        try {
            DefaultHttpResponseParser parser = new DefaultHttpResponseParser();
            ClassicHttpResponse head = parser.parse(buffer, in);
            while (head.getCode() >= 100 && head.getCode() < 200 && head.getCode() != 101) {
                head = parser.parse(buffer, in);
            }
            return new Response(this, head.getCode(), head, body(head));
        } catch (HttpException e) {
            throw new IOException("malformed HTTP response: " + e.getMessage(), e);
        }
    }

    private InputStream body(ClassicHttpResponse head) throws IOException {
        int code = head.getCode();
        if (bodiless || code == 204 || code == 304) {
            return InputStream.nullInputStream();
        }
        if (code == 101) {
            return new IdentityInputStream(buffer, in);
        }
        Header encoding = head.getFirstHeader("Transfer-Encoding");
        if (encoding != null && "chunked".equalsIgnoreCase(encoding.getValue())) {
            return new ChunkedInputStream(buffer, in);
        }
        Header length = head.getFirstHeader("Content-Length");
        if (length != null) {
            try {
                return new ContentLengthInputStream(buffer, in, Long.parseLong(length.getValue()));
            } catch (NumberFormatException e) {
                throw new IOException("malformed Content-Length: " + length.getValue(), e);
            }
        }
        return new IdentityInputStream(buffer, in);
    }

    OutputStream out() {
        return out;
    }

    /** Tells the daemon that no more input comes, while its output goes on. */
    void closeOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
