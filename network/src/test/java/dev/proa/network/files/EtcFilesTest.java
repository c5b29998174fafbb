package dev.proa.network.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EtcFilesTest {
    @Test
    void resolvConfIsReadAsResolversDo() {
        ResolvConf conf = ResolvConf.parse("""
                # nameserver 9.9.9.9
                ; comment
                domain first.example
                search a.example  b.example
                nameserver 10.0.0.53
                \tnameserver   fe80::1%eth0
                nameserver not-an-address
                nameserver
                options ndots:2 edns0
                options timeout:1
                sortlist 1.2.3.4
                """);

        assertThat(conf.nameservers()).containsExactly("10.0.0.53", "fe80::1%eth0");
        assertThat(conf.search()).containsExactly("a.example", "b.example");
        assertThat(conf.options()).containsExactly("ndots:2", "edns0", "timeout:1");
    }

    @Test
    void onABridgeServersOfTheHostsLoopbackAreLeftOut() {
        assertThat(ResolvConf.parse("nameserver 127.0.0.53\nnameserver 10.0.0.53\nnameserver ::1\nnameserver fd00::1\n")
                        .forBridge()
                        .nameservers())
                .containsExactly("10.0.0.53");
        assertThat(ResolvConf.parse("nameserver 127.0.0.1\nsearch a.example\n").forBridge())
                .isEqualTo(new ResolvConf(List.of("8.8.8.8", "8.8.4.4"), List.of("a.example"), List.of()));
        assertThat(ResolvConf.parse("").forBridge().nameservers()).containsExactly("8.8.8.8", "8.8.4.4");
    }

    @Test
    void whatTheUserAskedForReplacesTheHosts() {
        ResolvConf conf = ResolvConf.parse("nameserver 10.0.0.53\nsearch a.example\noptions ndots:2\n");

        assertThat(conf.with(List.of("127.0.0.1"), List.of("."), List.of()).render())
                .isEqualTo("nameserver 127.0.0.1\noptions ndots:2\n");
        assertThat(conf.with(List.of(), List.of("b.example", "c.example"), List.of("edns0", "ndots:1"))
                        .render())
                .isEqualTo("nameserver 10.0.0.53\nsearch b.example c.example\noptions edns0 ndots:1\n");
    }

    @Test
    void thisHostsIsReadable() throws IOException {
        assertThat(ResolvConf.ofHost().forBridge().nameservers()).isNotEmpty();
    }

    @Test
    void hostsHasLocalNamesThenExtraOnesThenTheContainersOwn() {
        HostsFile hosts = new HostsFile(
                List.of(HostsFile.own(InetAddress.ofLiteral("172.17.0.2"), "web", "example.org")),
                List.of(new HostsFile.Entry(InetAddress.ofLiteral("10.0.0.9"), List.of("db"))));

        assertThat(hosts.render()).isEqualTo("""
                127.0.0.1\tlocalhost
                ::1\tlocalhost ip6-localhost ip6-loopback
                fe00::\tip6-localnet
                ff00::\tip6-mcastprefix
                ff02::1\tip6-allnodes
                ff02::2\tip6-allrouters
                10.0.0.9\tdb
                172.17.0.2\tweb.example.org web
                """);
        assertThat(new HostsFile(List.of(), List.of()).render()).endsWith("ip6-allrouters\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nfeed", "a\tb", "a#b"})
    void aNameThatWouldBecomeAnotherLineIsRefused(String name) {
        InetAddress address = InetAddress.ofLiteral("10.0.0.9");

        assertThatThrownBy(() -> new HostsFile.Entry(address, List.of(name)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HostsFile.own(address, name, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
