package dev.proa.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Stands between an engine and a registry and goes wrong as it is told: the connection breaks or falls silent in the
 * middle of an answer, bytes are changed, the registry is overloaded, or sends its client elsewhere. What is not told to
 * go wrong passes through. It remembers every request.
 */
final class FaultProxy implements AutoCloseable {

    /** One request as it came. */
    record Seen(
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String range) {}

    /** Answers a request in its own way. */
    @FunctionalInterface
    interface Fault {
        void answer(Answer answer) throws IOException, InterruptedException;
    }

    /** What a fault can do with a request. */
    static final class Answer {
        private final FaultProxy proxy;
        private final HttpExchange exchange;

        private Answer(FaultProxy proxy, HttpExchange exchange) {
            this.proxy = proxy;
            this.exchange = exchange;
        }

        String path() {
            return exchange.getRequestURI().toString();
        }

        @Nullable
        String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        /** Passes the request on, and the answer back. */
        void passThrough() throws IOException, InterruptedException {
            HttpResponse<byte[]> upstream = proxy.upstream(exchange);
            send(upstream.statusCode(), headersOf(upstream), upstream.body());
        }

        /** As {@link #passThrough}, without the request's {@code Authorization}. */
        void passThroughUnauthorized() throws IOException, InterruptedException {
            HttpResponse<byte[]> upstream = proxy.upstream(exchange, List.of("Accept", "Range"));
            send(upstream.statusCode(), headersOf(upstream), upstream.body());
        }

        /** Sends the first bytes of the real answer, and the rest when the proxy is {@link FaultProxy#resume}d. */
        void holdAfter(int bytes) throws IOException, InterruptedException {
            byte[] body = beginReal(bytes);
            proxy.awaitResume();
            int sent = Math.min(bytes, body.length - 1);
            exchange.getResponseBody().write(body, sent, body.length - sent);
            exchange.close();
        }

        /** Sends the first bytes of the real answer, then breaks the connection. */
        void cutAfter(int bytes) throws IOException, InterruptedException {
            beginReal(bytes);
            exchange.close();
        }

        /** Sends the first bytes of the real answer, then nothing until the proxy is closed or {@link #resume}d. */
        void stallAfter(int bytes) throws IOException, InterruptedException {
            beginReal(bytes);
            proxy.awaitResume();
            exchange.close();
        }

        /**
         * Breaks the connections on both sides when the first bytes of the request's body have been passed on. A
         * registry that is asked then goes by what it has itself.
         */
        void cutRequestAfter(int bytes) throws IOException {
            URI registry = proxy.registry();
            try (Socket broken = new Socket(registry.getHost(), registry.getPort())) {
                OutputStream out = broken.getOutputStream();
                String head = exchange.getRequestMethod() + " " + path() + " HTTP/1.1\r\nHost: " + proxy.host()
                        + "\r\nContent-Length: " + header("Content-Length") + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(proxy.body(exchange, bytes));
            }
            exchange.close();
        }

        /**
         * As {@link #cutRequestAfter} for part of an upload, before a registry that says afterwards how far the upload
         * came, as docker-registry does since 3.0 (distribution#3755): asked for that, older ones give it up.
         */
        void cutUploadAfter(int bytes) throws IOException, InterruptedException {
            HttpResponse<byte[]> arrived = proxy.upstream(exchange, PASSED_ON, proxy.body(exchange, bytes));
            proxy.on("GET", exchange.getRequestURI().getPath(), status -> status.send(204, headersOf(arrived), ""));
            exchange.close();
        }

        /** Sends the real answer with a byte in its middle changed. */
        void damage() throws IOException, InterruptedException {
            HttpResponse<byte[]> upstream = proxy.upstream(exchange);
            byte[] body = upstream.body().clone();
            if (body.length > 0) {
                body[body.length / 2] ^= 0x55;
            }
            send(upstream.statusCode(), headersOf(upstream), body);
        }

        void send(int status, Map<String, String> headers, byte[] body) throws IOException {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(status, body.length == 0 || head ? -1 : body.length);
            if (!head && body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
            exchange.close();
        }

        void send(int status, Map<String, String> headers, String body) throws IOException {
            send(status, headers, body.getBytes(StandardCharsets.UTF_8));
        }

        private byte[] beginReal(int bytes) throws IOException, InterruptedException {
            HttpResponse<byte[]> upstream = proxy.upstream(exchange);
            headersOf(upstream)
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(upstream.statusCode(), upstream.body().length);
            exchange.getResponseBody().write(upstream.body(), 0, Math.min(bytes, upstream.body().length - 1));
            exchange.getResponseBody().flush();
            return upstream.body();
        }
    }

    private record Rule(String method, String pathPart, AtomicInteger left, Fault fault) {}

    private static final List<String> PASSED_ON =
            List.of("Accept", "Authorization", "Content-Type", "Range", "Content-Range");

    private final HttpServer server;
    private final @Nullable URI upstream;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final CountDownLatch resumed = new CountDownLatch(1);
    private final AtomicInteger stalled = new AtomicInteger();
    private final AtomicLong received = new AtomicLong();

    private FaultProxy(HttpServer server, @Nullable URI upstream) {
        this.server = server;
        this.upstream = upstream;
    }

    /** Before a registry. */
    static FaultProxy before(RegistryFixture registry) throws IOException {
        return start(registry.address());
    }

    /** Before nothing: what no rule answers is 404. */
    static FaultProxy alone() throws IOException {
        return start(null);
    }

    private static FaultProxy start(@Nullable URI upstream) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        FaultProxy proxy = new FaultProxy(server, upstream);
        server.setExecutor(proxy.threads);
        server.createContext("/", proxy::handle);
        server.start();
        return proxy;
    }

    /** Lets requests go wrong whose path has this in it, as often as told; later rules come first. */
    FaultProxy on(String method, String pathPart, int times, Fault fault) {
        rules.addFirst(new Rule(method, pathPart, new AtomicInteger(times), fault));
        return this;
    }

    /** Always. */
    FaultProxy on(String method, String pathPart, Fault fault) {
        return on(method, pathPart, Integer.MAX_VALUE, fault);
    }

    /** A fault: breaks the connection without reading the request's body and without an answer. */
    static void hangUp(Answer answer) {
        answer.exchange.close();
    }

    /** From now on nothing goes wrong. */
    void heal() {
        rules.clear();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    String name(String repositoryAndTag) {
        return host() + "/" + repositoryAndTag;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    /** The requests of a kind so far. */
    List<Seen> seen(String method, String pathPart) {
        return seen.stream()
                .filter(one -> one.method().equals(method) && one.path().contains(pathPart))
                .toList();
    }

    void forget() {
        seen.clear();
    }

    /** How many bytes of requests' bodies have come so far. */
    long received() {
        return received.get();
    }

    private byte[] body(HttpExchange exchange, int limit) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(limit);
        received.addAndGet(body.length);
        return body;
    }

    /** How many answers have fallen silent so far. */
    int stalled() {
        return stalled.get();
    }

    /** Breaks the connections that have fallen silent. */
    void resume() {
        resumed.countDown();
    }

    private void awaitResume() throws IOException, InterruptedException {
        stalled.incrementAndGet();
        if (!resumed.await(10, TimeUnit.MINUTES)) {
            throw new IOException("nobody resumed");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        seen.add(new Seen(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestHeaders().getFirst("Range")));
        Answer answer = new Answer(this, exchange);
        try {
            for (Rule rule : rules) {
                if (exchange.getRequestMethod().equals(rule.method())
                        && path.contains(rule.pathPart())
                        && rule.left().getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    rule.fault().answer(answer);
                    return;
                }
            }
            if (upstream == null) {
                answer.send(404, Map.of(), "");
            } else {
                answer.passThrough();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            exchange.close();
        }
    }

    private HttpResponse<byte[]> upstream(HttpExchange exchange) throws IOException, InterruptedException {
        return upstream(exchange, PASSED_ON);
    }

    private HttpResponse<byte[]> upstream(HttpExchange exchange, List<String> headers)
            throws IOException, InterruptedException {
        return upstream(exchange, headers, body(exchange, Integer.MAX_VALUE));
    }

    private HttpResponse<byte[]> upstream(HttpExchange exchange, List<String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(registry().resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : headers) {
            List<String> values = exchange.getRequestHeaders().getOrDefault(header, List.of());
            values.forEach(value -> request.header(header, value));
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private URI registry() throws IOException {
        URI registry = upstream;
        if (registry == null) {
            throw new IOException("there is nothing behind this proxy");
        }
        return registry;
    }

    private static Map<String, String> headersOf(HttpResponse<byte[]> response) {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        List<String> hopByHop = new ArrayList<>(List.of("content-length", "transfer-encoding", "connection"));
        response.headers().map().forEach((name, values) -> {
            if (!hopByHop.contains(name) && !name.startsWith(":")) {
                headers.put(name, values.getFirst());
            }
        });
        return headers;
    }

    @Override
    public void close() {
        resume();
        server.stop(0);
        threads.shutdownNow();
        client.shutdownNow();
    }
}
