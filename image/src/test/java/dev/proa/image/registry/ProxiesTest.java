package dev.proa.image.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
    private static final Proxies PROXIES = new Proxies(Map.of(
            "HTTPS_PROXY", "http://proxy.example:8080",
            "http_proxy", "plain.example:3129",
            "NO_PROXY", "internal.example, .corp.example,10.0.0.0/8,special.example:5000"));

    @ParameterizedTest
    @CsvSource({
        "https://registry.example/v2/, proxy.example:8080",
        "http://registry.example/v2/, plain.example:3129",
        "https://internal.example/v2/, direct",
        "https://below.internal.example/v2/, direct",
        "https://notinternal.example/v2/, proxy.example:8080",
        "https://corp.example/v2/, proxy.example:8080",
        "https://a.corp.example/v2/, direct",
        "https://10.1.2.3/v2/, direct",
        "https://11.1.2.3/v2/, proxy.example:8080",
        "https://special.example:5000/v2/, direct",
        "https://special.example/v2/, proxy.example:8080",
        "http://localhost:5000/v2/, direct",
        "http://127.8.0.1:5000/v2/, direct",
        "http://[::1]:5000/v2/, direct",
    })
    void theVariablesSayWhichWayARequestGoes(URI target, String expected) {
        Proxy proxy = PROXIES.select(target).getFirst();
        String found = proxy.type() == Proxy.Type.DIRECT
                ? "direct"
                : String.valueOf(proxy.address()).replace("/<unresolved>", "");
        assertThat(found).isEqualTo(expected);
    }
}
