package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Registries that only a proxy reaches. */
class RegistryProxyTest {

    @Test
    void registriesAreReachedThroughTheProxyOfTheDaemonsEnvironment() throws IOException {
        DaemonHome home = DaemonHome.create();
        try (RegistryFixture tls = RegistryFixture.start(RegistryFixture.Options.PLAIN.withTls());
                RegistryFixture plain = RegistryFixture.start();
                HttpProxy proxy = new HttpProxy(
                        Map.of("tls.invalid:443", tls.host()), Map.of("plain.invalid:5000", plain.host()));
                Daemon daemon = Daemon.start(
                        home,
                        List.of(
                                "--insecure-registry",
                                "tls.invalid",
                                "--insecure-registry",
                                "plain.invalid:5000",
                                "--insecure-registry",
                                "0.0.0.0"),
                        List.of(
                                "env",
                                "https_proxy=" + proxy.address(),
                                "HTTP_PROXY=" + proxy.address(),
                                "NO_PROXY=0.0.0.0"))) {
            Cli cli = Cli.docker(daemon);
            Path archive =
                    Fixtures.busyboxLike("x:1").writeDockerArchive(home.dir().resolve("image.tar"));
            tls.copyIn("docker-archive:" + archive, "x:1");
            plain.put("y", "1", RegistryImage.of(new ImageArchive("unused").layer(new Layer().file("y", "y", 0644))));

            cli.run("pull", "-q", "tls.invalid/x:1").ok();
            // Whether it is one with TLS is tried both ways.
            assertThat(proxy.seen())
                    .anyMatch(line -> line.startsWith("CONNECT tls.invalid:443 "))
                    .allMatch(line -> line.startsWith("CONNECT tls.invalid:443 ")
                            || line.startsWith("GET http://tls.invalid/v2/ "));
            cli.run("pull", "-q", "plain.invalid:5000/y:1").ok();
            assertThat(proxy.seen()).anyMatch(line -> line.startsWith("GET http://plain.invalid:5000/v2/"));

            // An address of this machine that is not the loopback, which no proxy is ever asked for.
            int before = proxy.seen().size();
            try (RegistryFixture everywhere = RegistryFixture.start(RegistryFixture.Options.PLAIN.at("0.0.0.0"))) {
                everywhere.put(
                        "z", "1", RegistryImage.of(new ImageArchive("unused").layer(new Layer().file("z", "z", 0644))));
                cli.run("pull", "-q", everywhere.name("z:1")).ok();
            }
            assertThat(proxy.seen()).hasSize(before);
            assertThat(cli.run("pull", "unknown.invalid/x").exits(1).err()).contains("unknown.invalid");
            assertThat(proxy.seen()).anyMatch(line -> line.startsWith("CONNECT unknown.invalid:443 "));

            assertThat(cli.run("info").ok())
                    .contains("HTTPS Proxy: " + proxy.address())
                    .contains("No Proxy: 0.0.0.0")
                    .contains("Insecure Registries:", "  plain.invalid:5000", "  127.0.0.0/8");
        }
    }
}
