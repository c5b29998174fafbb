package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The files by which a container knows names. */
@EachCli
class HostsFilesTest {

    private final Cli cli;
    private final Cli docker;

    HostsFilesTest(Cli cli) {
        this.cli = cli;
        docker = Cli.docker(cli.daemon());
    }

    private List<String> file(String container, String path) {
        return docker.run("exec", container, "cat", path).ok().lines().toList();
    }

    @ConcurrentTest
    void inAUserNetworkTheServerIsTheOneInside() {
        try (Lan lan = new Lan(cli)) {
            String plain = lan.member("plain");
            assertThat(file(plain, "/etc/resolv.conf"))
                    .startsWith("nameserver 127.0.0.11")
                    .filteredOn(line -> line.startsWith("nameserver"))
                    .hasSize(1);
            assertThat(file(plain, "/etc/resolv.conf"))
                    .anySatisfy(line -> assertThat(line).startsWith("options ").endsWith("ndots:0"));
            String chosen = lan.member(
                    "chosen", "--dns-search", "one.example", "--dns-search", "two.example", "--dns-option", "ndots:2");
            assertThat(file(chosen, "/etc/resolv.conf"))
                    .containsExactly("nameserver 127.0.0.11", "search one.example two.example", "options ndots:2");
        }
    }

    @ConcurrentTest
    void hostsHasTheAddressesOnAllNetworks() {
        try (Lan lan = new Lan(cli);
                Lan other = new Lan(cli)) {
            String web =
                    lan.member("web", "--hostname", "www", "--domainname", "example.org", "--network", other.name());
            String line = "\twww.example.org www";
            assertThat(file(web, "/etc/hosts"))
                    .contains("127.0.0.1\tlocalhost", lan.address(web) + line, other.address(web) + line);
            assertThat(file(web, "/etc/hostname")).containsExactly("www");
            docker.run("exec", web, "sh", "-c", "echo '192.0.2.5 mine' >> /etc/hosts")
                    .ok();
            String left = other.address(web);
            cli.run("network", "disconnect", other.name(), web).ok();
            assertThat(file(web, "/etc/hosts"))
                    .contains(lan.address(web) + line, "192.0.2.5 mine")
                    .doesNotContain(left + line);
            cli.run("network", "connect", other.name(), web).ok();
            assertThat(file(web, "/etc/hosts"))
                    .contains(lan.address(web) + line, other.address(web) + line, "192.0.2.5 mine");
        }
    }

    @ConcurrentTest
    void hostsThatTheUserAdds() {
        String gateway = docker.run("network", "inspect", "-f", "{{(index .IPAM.Config 0).Gateway}}", "bridge")
                .ok();
        try (Lan lan = new Lan(cli)) {
            String web = lan.member(
                    "web",
                    "--add-host",
                    "db:192.0.2.3",
                    "--add-host",
                    "six:2001:db8::3",
                    "--add-host",
                    "up:host-gateway");
            assertThat(file(web, "/etc/hosts")).contains("192.0.2.3\tdb", "2001:db8::3\tsix", gateway + "\tup");
        }
    }

    @ConcurrentTest
    void onTheDefaultBridgeTheServersAreTheUsers() {
        assertThat(cli.run(
                                "run",
                                "--rm",
                                "--dns",
                                "192.0.2.9",
                                "--dns",
                                "192.0.2.10",
                                "--dns-search",
                                "example.org",
                                "--dns-option",
                                "timeout:3",
                                "busybox",
                                "cat",
                                "/etc/resolv.conf")
                        .ok()
                        .lines())
                .containsExactly(
                        "nameserver 192.0.2.9", "nameserver 192.0.2.10", "search example.org", "options timeout:3");
    }

    @ConcurrentTest
    void aContainerOfTheDefaultBridgeLearnsNamesWithItsFirstNetwork() {
        try (Lan lan = new Lan(cli)) {
            String web = lan.member("web");
            String late = SharedEngine.freshName("late");
            cli.run("run", "-d", "--name", late, "busybox", "sleep", "1000").ok();
            assertThat(file(late, "/etc/resolv.conf")).doesNotContain("nameserver 127.0.0.11");
            cli.run("network", "connect", lan.name(), late).ok();
            assertThat(file(late, "/etc/resolv.conf")).contains("nameserver 127.0.0.11");
            assertThat(lan.lookUp(late, web).lines()).contains("Address: " + lan.address(web));
            docker.run("rm", "-f", late).ok();
        }
    }

    @ConcurrentTest
    void whoSharesANetworkSharesItsNames() {
        try (Lan lan = new Lan(cli);
                Lan other = new Lan(cli)) {
            String owner = lan.member("owner");
            String guest = SharedEngine.freshName("guest");
            cli.run("run", "-d", "--name", guest, "--network", "container:" + owner, "busybox", "sleep", "1000")
                    .ok();
            for (String path : List.of("/etc/hosts", "/etc/hostname", "/etc/resolv.conf")) {
                assertThat(file(guest, path)).as(path).isEqualTo(file(owner, path));
            }
            assertThat(lan.lookUp(guest, owner).lines()).contains("Address: " + lan.address(owner));
            cli.run("network", "connect", other.name(), owner).ok();
            assertThat(file(guest, "/etc/hosts")).isEqualTo(file(owner, "/etc/hosts"));
            docker.run("rm", "-f", guest).ok();
        }
    }

    @ConcurrentTest
    void linksOnTheDefaultBridge() {
        String db = SharedEngine.freshName("db");
        cli.run("run", "-d", "--name", db, "--expose", "5432", "-e", "SECRET=1", "busybox", "sleep", "1000")
                .ok();
        String address = docker.run("inspect", "-f", "{{.NetworkSettings.Networks.bridge.IPAddress}}", db)
                .ok();
        String id = docker.run("inspect", "-f", "{{.Id}}", db).ok().substring(0, 12);
        String web = SharedEngine.freshName("web");
        cli.run("run", "-d", "--name", web, "--link", db + ":my-db", "busybox", "sleep", "1000")
                .ok();
        assertThat(file(web, "/etc/hosts")).contains(address + "\tmy-db " + id + " " + db);
        assertThat(docker.run("exec", web, "env").ok().lines())
                .contains(
                        "MY_DB_PORT=tcp://" + address + ":5432",
                        "MY_DB_PORT_5432_TCP_ADDR=" + address,
                        "MY_DB_NAME=/" + web + "/my-db",
                        "MY_DB_ENV_SECRET=1");
        assertThat(docker.run("inspect", "-f", "{{.HostConfig.Links}}", web).ok())
                .isEqualTo("[/" + db + ":/" + web + "/my-db]");
        assertThat(cli.run("run", "--rm", "--link", "nobody-" + db, "busybox", "true")
                        .exits(125)
                        .err())
                .contains("could not get container for nobody-" + db + ": No such container: nobody-" + db);
        docker.run("kill", db).ok();
        docker.run("wait", db).ok();
        assertThat(cli.run("restart", "-t", "0", web).exits(1).err())
                .contains("Cannot link to a non running container: /" + db + " AS /" + web + "/my-db");
    }
}
