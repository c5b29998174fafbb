package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a daemon is told of registries: mirrors, insecure ones, certificates. */
class RegistrySettingsTest {

    private static final String SECRET = "s3cret";

    private static RegistryImage image() throws IOException {
        return RegistryImage.of(new ImageArchive("unused").layer(new Layer().file("x", "y", 0644)));
    }

    /** The address of the daemon's bridge: of this machine, and not on the loopback, where everything may be insecure. */
    private static String bridgeAddress(Cli cli) {
        return cli.run("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "bridge")
                .ok();
    }

    @Test
    void aRegistryWithTlsIsTrustedByItsCertificateOrBecauseTheUserSaysSo() throws IOException {
        DaemonHome home = DaemonHome.create();
        Path certificates = Files.createDirectory(home.dir().resolve("certs.d"));
        try (Daemon daemon = Daemon.start(home, List.of("--registry-certs", certificates.toString()))) {
            Cli cli = Cli.docker(daemon);
            String address = bridgeAddress(cli);
            var options = RegistryFixture.Options.PLAIN.at(address).withTls().withBasicAuth("me", SECRET);
            try (RegistryFixture registry = RegistryFixture.start(options)) {
                Path layout = home.dir().resolve("image.tar");
                Fixtures.busyboxLike("x:1").writeDockerArchive(layout);
                registry.copyIn("docker-archive:" + layout, "x:1", "--dest-creds=me:" + SECRET);
                String name = registry.name("x:1");
                assertThat(cli.run("pull", name).exits(1).err())
                        .contains("tls: failed to verify certificate: x509: certificate signed by unknown authority");
                Path folder = Files.createDirectory(certificates.resolve(registry.host()));
                Files.copy(registry.certificate(), folder.resolve("ca.crt"));
                assertThat(cli.run("pull", name).exits(1).err()).contains("no basic auth credentials");
                assertThat(cli.runWithInput(SECRET, "login", "-u", "me", "--password-stdin", registry.host())
                                .ok())
                        .contains("Login Succeeded");
                cli.run("pull", "-q", name).ok();
                cli.run("rmi", name).ok();
                Files.delete(folder.resolve("ca.crt"));
                Files.delete(folder);
                daemon.stop();
                try (Daemon trusting =
                        Daemon.start(DaemonHome.create(), List.of("--insecure-registry", address + "/32"))) {
                    Cli other = Cli.docker(trusting);
                    other.runWithInput(SECRET, "login", "-u", "me", "--password-stdin", registry.host())
                            .ok();
                    other.run("pull", "-q", name).ok();
                }
            }
        }
    }

    @Test
    void aRegistryThatWantsACertificateIsShownTheOneOfItsFolder() throws IOException {
        DaemonHome home = DaemonHome.create();
        Path certificates = Files.createDirectory(home.dir().resolve("certs.d"));
        Path own = Files.createDirectory(home.dir().resolve("own"));
        SelfSigned client = SelfSigned.make(own, "client", "cert");
        try (Daemon daemon = Daemon.start(home, List.of("--registry-certs", certificates.toString()))) {
            Cli cli = Cli.docker(daemon);
            // What is added is still in the section for TLS.
            var options = RegistryFixture.Options.PLAIN
                    .at(bridgeAddress(cli))
                    .withTls()
                    .with("    clientcas:\n      - " + client.certificate() + "\n");
            try (RegistryFixture registry = RegistryFixture.start(options)) {
                Path archive = Fixtures.busyboxLike("x:1")
                        .writeDockerArchive(home.dir().resolve("image.tar"));
                registry.copyIn("docker-archive:" + archive, "x:1", "--dest-cert-dir=" + own);
                String name = registry.name("x:1");
                Path folder = Files.createDirectory(certificates.resolve(registry.host()));
                Files.copy(registry.certificate(), folder.resolve("ca.crt"));
                assertThat(cli.run("pull", name).exits(1).err()).containsIgnoringCase("certificate");
                Files.copy(client.certificate(), folder.resolve("client.cert"));
                assertThat(cli.run("pull", name).exits(1).err()).contains("client.key");
                Files.copy(client.key(), folder.resolve("client.key"));
                cli.run("pull", "-q", name).ok();
            }
        }
    }

    @Test
    void mirrorsStandInForDockerHubAndAreToldNoCredentials() throws IOException {
        try (RegistryFixture registry = RegistryFixture.start();
                FaultProxy mirror = FaultProxy.before(registry);
                Daemon daemon = Daemon.start(
                        DaemonHome.create(),
                        List.of(
                                "--registry-mirror",
                                "http://127.0.0.1:1",
                                "--registry-mirror",
                                "http://" + mirror.host()))) {
            RegistryImage image = registry.put("library/short", "latest", image());
            Cli cli = Cli.docker(daemon);
            Files.writeString(
                    daemon.dockerConfig().resolve("config.json"),
                    "{\"auths\":{\"https://index.docker.io/v1/\":{\"auth\":\"bWU6c2VjcmV0\"}}}");
            assertThat(cli.run("pull", "short").ok())
                    .contains("latest: Pulling from library/short")
                    .contains("Status: Downloaded newer image for short:latest")
                    .endsWith("docker.io/library/short:latest");
            assertThat(cli.run("image", "inspect", "-f", "{{index .RepoDigests 0}}", "short")
                            .ok())
                    .isEqualTo("short@" + image.digest());
            assertThat(mirror.seen()).isNotEmpty().allMatch(seen -> seen.authorization() == null);
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedAtStart() {
        for (List<String> options : List.of(
                List.of("--registry-mirror", "ftp://mirror"),
                List.of("--insecure-registry", "http://registry"),
                List.of("--registry-timeout", "0"),
                List.of("--max-unpacked-size", "1.5x"),
                List.of("--max-concurrent-downloads", "many"))) {
            Process daemon;
            try {
                List<String> command = new java.util.ArrayList<>(
                        List.of(EngineKind.proaLauncher().toString(), "daemon", "--root", "/nowhere/proa"));
                command.addAll(options);
                daemon = new ProcessBuilder(command).redirectErrorStream(true).start();
                String said =
                        new String(daemon.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                assertThat(daemon.waitFor()).isNotZero();
                assertThat(said).contains(options.getLast());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
