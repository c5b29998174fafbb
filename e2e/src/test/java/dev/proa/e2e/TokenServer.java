package dev.proa.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A token server as Docker Hub's: gives bearer tokens, signed with RS256, to one user by password or by the refresh
 * token that a login got. Everybody else is refused.
 */
final class TokenServer implements AutoCloseable {
    static final String USER = "ann";
    static final String PASSWORD = "s3cret";
    static final String REFRESH = "refresh-token-of-ann";
    private static final String SERVICE = "registry.test";

    private final HttpServer server;
    private final Path certificate;
    private final PrivateKey key;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private volatile long lifetime = 300;

    private TokenServer(HttpServer server, Path certificate, PrivateKey key) {
        this.server = server;
        this.certificate = certificate;
        this.key = key;
    }

    /** @param dir for its key and certificate */
    static TokenServer start(Path dir) throws IOException, GeneralSecurityException {
        SelfSigned own = SelfSigned.make(dir, "tokens", "crt");
        String pem = Files.readString(own.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
        PrivateKey key = KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        TokenServer server = new TokenServer(http, own.certificate(), key);
        http.createContext("/token", server::answer);
        http.start();
        return server;
    }

    /** What a registry's configuration says to send its users here. */
    String registryYaml() {
        return "auth:\n  token:\n    realm: http://127.0.0.1:"
                + server.getAddress().getPort() + "/token\n    service: " + SERVICE
                + "\n    issuer: test\n    rootcertbundle: " + certificate + "\n";
    }

    /** The requests so far, {@code POST grant_type=refresh_token&…} or {@code GET service=…}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** From now on tokens are good for nothing in this repository. */
    void refuse(String repository) {
        refused.add(repository);
    }

    /** How many seconds it says tokens last. */
    void lifetime(long seconds) {
        lifetime = seconds;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        String form = method.equals("POST")
                ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                : String.valueOf(exchange.getRequestURI().getRawQuery());
        requests.add(method + " " + form);
        List<String> scopes = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        for (String field : form.split("&", -1)) {
            int equals = field.indexOf('=');
            String name = equals < 0 ? field : field.substring(0, equals);
            String value = equals < 0 ? "" : URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8);
            if (name.equals("scope")) {
                scopes.addAll(List.of(value.split(" ", -1)));
            }
            fields.put(name, value);
        }
        String basic =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        boolean known = method.equals("POST")
                ? REFRESH.equals(fields.get("refresh_token"))
                : basic.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!known) {
            send(exchange, 401, "{\"details\":\"incorrect username or password\"}");
            return;
        }
        try {
            String token = token(scopes);
            String refresh = "true".equals(fields.get("offline_token")) || method.equals("POST")
                    ? ",\"refresh_token\":\"" + REFRESH + "\""
                    : "";
            send(
                    exchange,
                    200,
                    "{\"token\":\"" + token + "\",\"access_token\":\"" + token + "\",\"expires_in\":" + lifetime
                            + refresh + "}");
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private String token(List<String> scopes) throws IOException, GeneralSecurityException {
        StringBuilder access = new StringBuilder();
        for (String scope : scopes) {
            int first = scope.indexOf(':');
            int last = scope.lastIndexOf(':');
            if (first > 0 && last > first && !refused.contains(scope.substring(first + 1, last))) {
                access.append(access.isEmpty() ? "" : ",")
                        .append("{\"type\":\"" + scope.substring(0, first) + "\",\"name\":\""
                                + scope.substring(first + 1, last) + "\",\"actions\":[\""
                                + scope.substring(last + 1).replace(",", "\",\"") + "\"]}");
            }
        }
        byte[] der = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(certificate)))
                .getEncoded();
        long now = Instant.now().getEpochSecond();
        String head = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\""
                + Base64.getEncoder().encodeToString(der) + "\"]}";
        String claims = "{\"iss\":\"test\",\"sub\":\"" + USER + "\",\"aud\":\"" + SERVICE + "\",\"exp\":" + (now + 300)
                + ",\"nbf\":" + (now - 60) + ",\"iat\":" + now + ",\"jti\":\"1\",\"access\":[" + access + "]}";
        String signed = url(head.getBytes(StandardCharsets.UTF_8)) + "." + url(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + url(signature.sign());
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
