package dev.proa.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @Test
    void aMacAddressIsReadAndWritten() {
        MacAddress mac = MacAddress.parse("02:42:AC:11:00:ff");

        assertThat(mac).hasToString("02:42:ac:11:00:ff");
        assertThat(MacAddress.of(mac.bytes())).isEqualTo(mac);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "02:42:ac:11:00", "02:42:ac:11:00:02:03", "02-42-ac-11-00-02", "zz:42:ac:11:00:02"})
    void otherTextIsNoMacAddress(String text) {
        assertThatThrownBy(() -> MacAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "172.17.0.1/16, 172.17.0.0/16, 172.17.255.255",
        "10.1.2.3/32, 10.1.2.3/32, 10.1.2.3",
        "10.1.2.3/0, 0.0.0.0/0, 255.255.255.255",
        "192.168.5.200/27, 192.168.5.192/27, 192.168.5.223",
        "fd00::1:2/112, fd00:0:0:0:0:0:1:0/112, fd00:0:0:0:0:0:1:ffff"
    })
    void networkAndLastAddress(String text, String network, String last) {
        IpPrefix prefix = IpPrefix.parse(text);

        assertThat(prefix.network()).hasToString(network);
        assertThat(prefix.last()).isEqualTo(InetAddress.ofLiteral(last));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "172.17.0.0",
                "172.17.0.0/33",
                "172.17.0.0/-1",
                "172.17.0.0/1x",
                "host/8",
                "/8",
                "1.2.3.4/",
                "fd00::/129",
                "1.2.3.4/08"
            })
    void otherTextIsNoPrefix(String text) {
        assertThatThrownBy(() -> IpPrefix.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("invalid CIDR address: " + text);
    }

    @ParameterizedTest
    @CsvSource({
        "172.17.0.0/16, 172.17.5.0/24, true",
        "172.17.5.0/24, 172.17.0.0/16, true",
        "172.17.0.0/16, 172.18.0.0/16, false",
        "0.0.0.0/0, 172.18.0.0/16, true",
        "0.0.0.0/0, fd00::/8, false"
    })
    void overlaps(String one, String other, boolean overlap) {
        assertThat(IpPrefix.parse(one).overlaps(IpPrefix.parse(other))).isEqualTo(overlap);
    }
}
