package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the subnets of networks come from. */
class AddressPoolsTest {

    @Test
    void subnetsComeFromTheDaemonsPools() throws IOException {
        List<String> pools = List.of(
                "--default-address-pool", "base=10.231.64.0/23,size=24",
                "--default-address-pool", "size=28,base=10.231.80.16/28");
        try (Daemon daemon = Daemon.start(DaemonHome.create(), pools)) {
            Cli docker = Cli.docker(daemon);
            assertThat(subnet(docker, "bridge")).isEqualTo("10.231.64.0/24");
            docker.run("network", "create", "one").ok();
            assertThat(subnet(docker, "one")).isEqualTo("10.231.65.0/24");
            docker.run("network", "create", "two").ok();
            assertThat(subnet(docker, "two")).isEqualTo("10.231.80.16/28");
            assertThat(docker.run("network", "create", "three").exits(1).err().strip())
                    .isEqualTo("Error response from daemon: all predefined address pools have been fully subnetted");
            docker.run("network", "rm", "one").ok();
            docker.run("network", "create", "three").ok();
            assertThat(subnet(docker, "three")).isEqualTo("10.231.65.0/24");
            docker.run("network", "rm", "two", "three").ok();
            daemon.stopAndExpectNothingLeft();
        }
    }

    private static String subnet(Cli docker, String network) {
        return docker.run("network", "inspect", "-f", "{{(index .IPAM.Config 0).Subnet}}", network)
                .ok();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--default-address-pool | nonsense | invalid default address pool nonsense: use base=CIDR,size=BITS",
                "--default-address-pool | base=10.1.0.0/16,size=24,x=1 | invalid default address pool"
                        + " base=10.1.0.0/16,size=24,x=1: use base=CIDR,size=BITS",
                "--default-address-pool | base=10.1.0.300/16,size=24 | invalid default address pool"
                        + " base=10.1.0.300/16,size=24: invalid CIDR address: 10.1.0.300/16",
                "--default-address-pool | base=10.1.0.0/24,size=16 | invalid default address pool"
                        + " base=10.1.0.0/24,size=16: the size of a subnet is between that of its pool, 10.1.0.0/24,"
                        + " and 30: 16",
                "--bip | nonsense | invalid address of a bridge: nonsense: invalid CIDR address: nonsense",
                "--bip | fd00::1/64 | invalid address of a bridge: fd00::1/64: it is of version 6",
                "--bridge | a/b | invalid name of a bridge: \"a/b\"",
            })
    void whatCannotBeIsRefusedBeforeAnythingIsMade(String option, String value, String message, @TempDir Path dir)
            throws Exception {
        Path root = dir.resolve("root");
        Process daemon = new ProcessBuilder(
                        EngineKind.proaLauncher().toString(), "daemon", "--root", root.toString(), option, value)
                .redirectErrorStream(true)
                .start();
        String said = new String(daemon.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).startsWith("proa daemon: " + message + "\n").doesNotContain("Exception");
        assertThat(daemon.waitFor()).isEqualTo(2);
        assertThat(root).doesNotExist();
    }
}
