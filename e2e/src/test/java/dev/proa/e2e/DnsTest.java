package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Names in user-defined networks: who is found by which, and who is not. */
@EachCli
class DnsTest {

    private final Cli cli;

    DnsTest(Cli cli) {
        this.cli = cli;
    }

    @ConcurrentTest
    void namesAliasesIdsAndHostNamesLeadToTheContainer() {
        try (Lan lan = new Lan(cli)) {
            String web = lan.member("web", "--network-alias", "Api", "--hostname", "webhost");
            String client = lan.member("client");
            String id = cli.run("inspect", "-f", "{{.Id}}", web).ok();
            String address = lan.address(web);
            for (String name : List.of(web, "api", "API", id.substring(0, 12), "webhost", web + "." + lan.name())) {
                assertThat(lan.lookUp(client, name).lines()).as(name).contains("Address: " + address);
            }
            assertThat(cli.run("exec", client, "nslookup", address).ok()).contains("name = " + web + "." + lan.name());
            assertThat(cli.run("exec", client, "ping", "-c", "1", "-W", "10", "api")
                            .ok())
                    .contains("0% packet loss");
            assertThat(lan.lookUp(web, web).lines()).contains("Address: " + address);
        }
    }

    @ConcurrentTest
    void aSharedAliasLeadsToAllAndALinkIsItsOwnersAlone() {
        try (Lan lan = new Lan(cli, "--internal")) {
            String one = lan.member("one", "--network-alias", "pool");
            String two = lan.member("two", "--network-alias", "pool");
            String client = lan.member("client", "--link", one + ":first");
            assertThat(lan.lookUp(client, "pool").lines())
                    .contains("Address: " + lan.address(one), "Address: " + lan.address(two));
            assertThat(lan.lookUp(client, "first").lines()).contains("Address: " + lan.address(one));
            assertThat(lan.lookUp(two, "first")).doesNotContain(lan.address(one));
            cli.run("kill", two).ok();
            cli.run("wait", two).ok();
            Await.until(
                    "the dead one is not found any more",
                    () -> lan.lookUp(client, "pool").lines().noneMatch(line -> line.endsWith(" " + two)));
        }
    }

    @ConcurrentTest
    void changesCountAtOnce() {
        try (Lan lan = new Lan(cli, "--internal");
                Lan other = new Lan(cli, "--internal")) {
            String client = lan.member("client");
            String mover = other.member("mover");
            assertThat(cli.run("exec", client, "nslookup", mover).exit()).isNotZero();
            cli.run("network", "connect", "--alias", "guest", lan.name(), mover).ok();
            assertThat(lan.lookUp(client, "guest").lines()).contains("Address: " + lan.address(mover));
            assertThat(lan.lookUp(mover, client).lines()).contains("Address: " + lan.address(client));
            String renamed = SharedEngine.freshName("renamed");
            cli.run("rename", mover, renamed).ok();
            assertThat(lan.lookUp(client, renamed).lines()).contains("Address: " + lan.address(renamed));
            assertThat(cli.run("exec", client, "nslookup", mover).exit()).isNotZero();
            cli.run("network", "disconnect", lan.name(), renamed).ok();
            assertThat(cli.run("exec", client, "nslookup", renamed).exit()).isNotZero();
            assertThat(cli.run("exec", client, "nslookup", "guest").exit()).isNotZero();
            cli.run("rename", renamed, mover).ok();
        }
    }

    @ConcurrentTest
    void whatIsNobodysIsAskedOfTheServersTheUserNamed() {
        try (Lan lan = new Lan(cli)) {
            // The server takes port 53 of all its addresses, which the one for names of containers leaves free.
            String server = lan.member(
                    "server", List.of("sh", "-c", "echo 'far.example 192.0.2.77' > /etc/dnsd.conf; exec dnsd -v"));
            String client = lan.member("client", "--dns", lan.address(server));
            Await.until(
                    "the other server answers",
                    () -> lan.lookUp(client, "far.example").contains("Address: 192.0.2.77"));
            assertThat(lan.lookUp(client, server).lines()).contains("Address: " + lan.address(server));
            assertThat(lan.lookUp(server, client).lines()).contains("Address: " + lan.address(client));
            assertThat(cli.run("exec", client, "cat", "/etc/resolv.conf").ok())
                    .contains("nameserver 127.0.0.11")
                    .doesNotContain(lan.address(server));
        }
    }

    @ConcurrentTest
    void answersOverTcpAndHasNoDataOfOtherKinds() {
        try (Lan lan = new Lan(cli)) {
            String web = lan.member("web", "--network-alias", "abc");
            // Length 21, id 0x1234, one question: abc, type A and then AAAA, class IN.
            String head =
                    "\\\\000\\\\025\\\\022\\\\064\\\\001\\\\000\\\\000\\\\001\\\\000\\\\000\\\\000\\\\000\\\\000\\\\000\\\\003abc\\\\000\\\\000";
            String ask = "(printf '" + head.replace("\\\\", "\\")
                    + "%b\\000\\001'; sleep 1) | nc 127.0.0.11 53 | xxd -p | tr -d '\\n'";
            String a = cli.run("exec", web, "sh", "-c", ask.formatted("\\001")).ok();
            String aaaa =
                    cli.run("exec", web, "sh", "-c", ask.formatted("\\034")).ok();
            StringBuilder address = new StringBuilder();
            for (String part : lan.address(web).split("\\.", -1)) {
                address.append("%02x".formatted(Integer.parseInt(part)));
            }
            assertThat(a).startsWith("0025123481800001" + "0001").endsWith("0004" + address);
            assertThat(aaaa).startsWith("0015123481800001" + "0000");
        }
    }
}
