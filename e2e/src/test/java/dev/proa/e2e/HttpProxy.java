package dev.proa.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A proxy as companies have one, for plain requests and {@code CONNECT}. It knows hosts that nobody else does; what it
 * does not know, and TLS to a server without it, it refuses. It remembers the first line of each connection.
 */
final class HttpProxy implements AutoCloseable {

    private static final int LONGEST_HEAD = 16_384;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final Map<String, String> tunnels;
    private final Map<String, String> plain;

    /**
     * @param tunnels what {@code host:port} of a {@code CONNECT} stands for
     * @param plain what that of other requests stands for
     */
    HttpProxy(Map<String, String> tunnels, Map<String, String> plain) throws IOException {
        this.tunnels = tunnels;
        this.plain = plain;
        Future<?> _ = threads.submit(() -> {
            while (!server.isClosed()) {
                Socket client = server.accept();
                open.add(client);
                Future<?> _ = threads.submit(() -> serve(client));
            }
            return null;
        });
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    private Void serve(Socket client) throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            OutputStream out = client.getOutputStream();
            String head = head(in);
            String line = head.lines().findFirst().orElse("");
            seen.add(line);
            String[] words = line.split(" ", -1);
            boolean tunnel = words[0].equals("CONNECT");
            String target = tunnel
                    ? tunnels.get(words[1])
                    : plain.get(String.valueOf(URI.create(words[1]).getAuthority()));
            if (target == null) {
                out.write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
                return null;
            }
            int colon = target.lastIndexOf(':');
            try (Socket upstream =
                    new Socket(target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)))) {
                open.add(upstream);
                if (tunnel) {
                    out.write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } else {
                    upstream.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
                }
                Future<?> _ = threads.submit(() -> {
                    in.transferTo(upstream.getOutputStream());
                    upstream.shutdownOutput();
                    return null;
                });
                upstream.getInputStream().transferTo(out);
            }
            return null;
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
