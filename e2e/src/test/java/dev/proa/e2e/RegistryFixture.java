package dev.proa.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real registry, Debian's docker-registry, as a child process with its storage in a temporary folder. Closing it ends
 * the process and deletes the folder.
 */
final class RegistryFixture implements AutoCloseable {

    /**
     * What kind of registry.
     *
     * @param address to listen on
     * @param tls whether with TLS, with a certificate nobody vouches for: {@link #certificate()}
     * @param user who may use it, by basic authentication; null: everybody
     */
    record Options(String address, boolean tls, @Nullable String user, String password, String moreConfig) {
        static final Options PLAIN = new Options("127.0.0.1", false, null, "", "");

        Options withTls() {
            return new Options(address, true, user, password, moreConfig);
        }

        Options at(String otherAddress) {
            return new Options(otherAddress, tls, user, password, moreConfig);
        }

        Options withBasicAuth(String name, String secret) {
            return new Options(address, tls, name, secret, moreConfig);
        }

        /** More YAML at the end of the configuration, for example an {@code auth} section for tokens. */
        Options with(String yaml) {
            return new Options(address, tls, user, password, moreConfig + yaml);
        }
    }

    private static final int ATTEMPTS = 5;

    private final Path dir;
    private final Options options;
    private final int port;
    private final Process process;

    private RegistryFixture(Path dir, Options options, int port, Process process) {
        this.dir = dir;
        this.options = options;
        this.port = port;
        this.process = process;
    }

    /** One for everybody, without TLS, on this machine's loopback. */
    static RegistryFixture start() throws IOException {
        return start(Options.PLAIN);
    }

    static RegistryFixture start(Options options) throws IOException {
        for (int attempt = 1; ; attempt++) {
            RegistryFixture registry = launch(options);
            if (registry.answers()) {
                return registry;
            }
            String log = Files.readString(registry.dir.resolve("log"));
            registry.close();
            // Somebody else may have taken the port between choosing and using it.
            if (attempt == ATTEMPTS || !log.contains("address already in use")) {
                throw new IllegalStateException("docker-registry did not start:\n" + log);
            }
        }
    }

    private static RegistryFixture launch(Options options) throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "proareg");
        int port;
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.ofLiteral(options.address()))) {
            port = probe.getLocalPort();
        }
        StringBuilder yaml = new StringBuilder("version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\n"
                + "storage:\n  filesystem:\n    rootdirectory: " + dir.resolve("storage")
                + "\n  delete:\n    enabled: true\nhttp:\n  addr: " + options.address() + ":" + port + "\n");
        if (options.tls()) {
            String ip = "IP:" + options.address();
            SelfSigned tls = options.address().equals("127.0.0.1")
                    ? SelfSigned.make(dir, "tls", "crt", ip, "DNS:localhost")
                    : SelfSigned.make(dir, "tls", "crt", ip);
            yaml.append("  tls:\n    certificate: " + tls.certificate() + "\n    key: " + tls.key() + "\n");
        }
        String user = options.user();
        if (user != null) {
            Files.writeString(
                    dir.resolve("htpasswd"), Host.exec("htpasswd", "-Bbn", "-C", "4", user, options.password()));
            yaml.append("auth:\n  htpasswd:\n    realm: test\n    path: " + dir.resolve("htpasswd") + "\n");
        }
        Path config = dir.resolve("config.yml");
        Files.writeString(config, yaml.append(options.moreConfig()));
        Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(dir.resolve("log").toFile()))
                .start();
        return new RegistryFixture(dir, options, port, process);
    }

    /** Whether it came up; not when it ended. */
    private boolean answers() {
        boolean[] up = {false};
        Await.until("docker-registry listens at " + host(), Duration.ofSeconds(60), () -> {
            try (java.net.Socket _ = new java.net.Socket(options.address(), port)) {
                up[0] = process.isAlive();
                return true;
            } catch (IOException notYet) {
                return !process.isAlive();
            }
        });
        return up[0];
    }

    /** {@code 127.0.0.1:port}, as image names begin. */
    String host() {
        return options.address() + ":" + port;
    }

    /** An image's name here, {@code 127.0.0.1:port/repository:tag}. */
    String name(String repositoryAndTag) {
        return host() + "/" + repositoryAndTag;
    }

    /** Its address, for requests by hand. */
    URI address() {
        return URI.create((options.tls() ? "https://" : "http://") + host());
    }

    /** With TLS: its certificate, which is its own authority. */
    Path certificate() {
        return dir.resolve("tls.crt");
    }

    /** Where it keeps its blobs. */
    Path storage() {
        return dir.resolve("storage");
    }

    /** Puts an image there under a tag. Without TLS only. */
    RegistryImage put(String repository, String tag, RegistryImage image) throws IOException {
        for (byte[] blob : image.blobs()) {
            HttpResponse<String> begun = request("POST", "/v2/" + repository + "/blobs/uploads/", "", new byte[0]);
            String location = begun.headers().firstValue("Location").orElseThrow();
            request("PUT", location + "&digest=sha256:" + ImageArchive.sha256(blob), "application/octet-stream", blob);
        }
        for (RegistryImage part : image.parts()) {
            put(repository, part.digest(), part);
        }
        request("PUT", "/v2/" + repository + "/manifests/" + tag, image.mediaType(), image.manifest());
        return image;
    }

    /**
     * Copies an image from elsewhere with skopeo.
     *
     * @param source for example {@code oci:/some/folder} or {@code docker-archive:…}
     * @param options of skopeo, for a registry that wants to know who asks
     */
    void copyIn(String source, String repositoryAndTag, String... options) {
        List<String> command = new ArrayList<>(List.of("skopeo", "copy", "--quiet", "--insecure-policy"));
        command.add("--dest-tls-verify=false");
        command.addAll(List.of(options));
        command.addAll(List.of(source, "docker://" + name(repositoryAndTag)));
        Host.exec(command.toArray(new String[0]));
    }

    /** Deletes a manifest. */
    void delete(String repository, String digest) throws IOException {
        request("DELETE", "/v2/" + repository + "/manifests/" + digest, "", new byte[0]);
    }

    /** Takes a blob out of one repository. */
    void deleteBlob(String repository, String digest) throws IOException {
        request("DELETE", "/v2/" + repository + "/blobs/" + digest, "", new byte[0]);
    }

    private HttpResponse<String> request(String method, String path, String contentType, byte[] body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        String user = options.user();
        if (user != null) {
            request.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            (user + ":" + options.password()).getBytes(StandardCharsets.UTF_8)));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
