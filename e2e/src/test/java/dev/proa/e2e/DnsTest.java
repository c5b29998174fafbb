package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;

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
            String id = lan.id(web);
            String address = lan.address(web);
            for (String name : List.of(web, "api", "API", id.substring(0, 12), "webhost", web + "." + lan.name())) {
                assertThat(lan.lookUp(client, name).lines()).as(name).contains("Address: " + address);
            }
            assertThat(lan.exec(client, "nslookup", address)).contains("name = " + web + "." + lan.name());
            assertThat(lan.exec(client, "ping", "-c", "1", "-W", "10", "api")).contains("0% packet loss");
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
            assertThat(lan.lookUp(client, mover)).contains("SERVFAIL");
            cli.run("network", "connect", "--alias", "guest", lan.name(), mover).ok();
            assertThat(lan.lookUp(client, "guest").lines()).contains("Address: " + lan.address(mover));
            assertThat(lan.lookUp(mover, client).lines()).contains("Address: " + lan.address(client));
            String renamed = SharedEngine.freshName("renamed");
            cli.run("rename", mover, renamed).ok();
            assertThat(lan.lookUp(client, renamed).lines()).contains("Address: " + lan.address(renamed));
            assertThat(lan.lookUp(client, mover)).contains("SERVFAIL");
            cli.run("network", "disconnect", lan.name(), renamed).ok();
            assertThat(lan.lookUp(client, renamed)).contains("SERVFAIL");
            assertThat(lan.lookUp(client, "guest")).contains("SERVFAIL");
            cli.run("rename", renamed, mover).ok();
        }
    }

    @ConcurrentTest
    void whatIsNobodysIsAskedOfTheServersTheUserNamed() throws IOException {
        try (Lan lan = new Lan(cli)) {
            String gateway = lan.gateway();
            try (FarNames far = new FarNames(gateway, Map.of("far.example", "192.0.2.77"))) {
                String client = lan.member("client", "--dns", gateway);
                Await.until(
                        "the other server answers",
                        () -> lan.lookUp(client, "far.example").contains("Address: 192.0.2.77"));
                assertThat(lan.lookUp(client, "nobody.example")).contains("NXDOMAIN");
                // Names of containers never go there.
                assertThat(lan.lookUp(client, client).lines()).contains("Address: " + lan.address(client));
                assertThat(far.asked())
                        .contains("far.example", "nobody.example")
                        .doesNotContain(client);
                assertThat(lan.exec(client, "cat", "/etc/resolv.conf"))
                        .contains("nameserver 127.0.0.11")
                        .doesNotContain(gateway);
            }
        }
    }

    @ConcurrentTest
    void answersOverTcpAndHasNoDataOfOtherKinds() {
        try (Lan lan = new Lan(cli)) {
            String web = lan.member("web", "--network-alias", "abc");
            assertThat(askByTcp(lan, web, "0001"))
                    .startsWith("0025" + "123481800001" + "0001")
                    .endsWith(hex(lan.address(web)));
            assertThat(askByTcp(lan, web, "001c")).startsWith("0015" + "123481800001" + "0000");
        }
    }

    /** Asks for the name abc, and gives the answer with its length in front. */
    private static String askByTcp(Lan lan, String container, String type) {
        String question = "0015" + "1234" + "0100" + "0001000000000000" + "03616263" + "00" + type + "0001";
        // The input stays open until the answer is there.
        return lan.exec(
                container,
                "sh",
                "-c",
                "mkfifo q; (echo " + question + " | xxd -r -p; cat q) | nc 127.0.0.11 53 | (dd bs=1 count="
                        + (type.equals("0001") ? 39 : 23) + " 2>/dev/null | xxd -p | tr -d '\\n'; echo > q); rm q");
    }

    private static String hex(String address) {
        StringBuilder text = new StringBuilder();
        for (String part : address.split("\\.", -1)) {
            text.append("%02x".formatted(Integer.parseInt(part)));
        }
        return text.toString();
    }

    @ConcurrentTest
    void leavesPort53ToTheContainer() {
        try (Lan lan = new Lan(cli)) {
            String web = lan.member("web", List.of("nc", "-l", "-p", "53"));
            Await.until(
                    "the container's own server listens",
                    () -> lan.exec(web, "netstat", "-ltn").contains(":53 "));
            assertThat(lan.lookUp(web, web).lines()).contains("Address: " + lan.address(web));
        }
    }
}
