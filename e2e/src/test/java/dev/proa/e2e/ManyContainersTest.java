package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A hundred containers in one network, ten at a time: all run, none has another's address, and nothing stays. */
class ManyContainersTest {

    private static final int CONTAINERS = 100;
    private static final int AT_A_TIME = 10;

    @Test
    void aHundredInOneNetwork() throws Exception {
        Daemon daemon = SharedEngine.daemon();
        Api api = daemon.api();
        String network = SharedEngine.freshName("crowd");
        String id = api.post("/networks/create", "{\"Name\":\"" + network + "\"}")
                .json()
                .path("Id")
                .asText();
        String bridge = "br-" + id.substring(0, 12);
        List<String> containers = new ArrayList<>();
        try (var workers = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<String>> starts = new ArrayList<>();
            for (int number = 0; number < CONTAINERS; number++) {
                String name = SharedEngine.freshName("one-of-many");
                Callable<String> start = () -> started(api, network, name);
                starts.add(workers.submit(start));
            }
            for (Future<String> start : starts) {
                containers.add(start.get());
            }

            var members = api.get("/networks/" + id).json().path("Containers");
            Set<String> addresses = new HashSet<>();
            Set<String> macs = new HashSet<>();
            members.forEach(member -> {
                addresses.add(member.path("IPv4Address").asText());
                macs.add(member.path("MacAddress").asText());
            });
            assertThat(members).hasSize(CONTAINERS);
            assertThat(addresses).hasSize(CONTAINERS);
            assertThat(macs).hasSize(CONTAINERS);
            assertThat(Host.portsOf(bridge)).hasSize(CONTAINERS);

            List<Future<Integer>> ends = new ArrayList<>();
            for (String container : containers) {
                ends.add(workers.submit(() ->
                        api.delete("/containers/" + container + "?force=1").status()));
            }
            for (Future<Integer> end : ends) {
                assertThat(end.get()).isEqualTo(204);
            }
        }
        assertThat(Host.portsOf(bridge)).isEmpty();
        assertThat(api.get("/networks/" + id).json().path("Containers")).isEmpty();
        // Addresses are free again: the lowest is given out once more.
        String again = started(api, network, SharedEngine.freshName("one-more"));
        assertThat(api.get("/containers/" + again + "/json")
                        .json()
                        .path("NetworkSettings")
                        .path("Networks")
                        .path(network)
                        .path("IPAddress")
                        .asText())
                .endsWith(".2");
        api.delete("/containers/" + again + "?force=1");
        assertThat(api.delete("/networks/" + id).status()).isEqualTo(204);
        assertThat(Host.hasInterface(bridge)).isFalse();
    }

    private static String started(Api api, String network, String name) throws IOException {
        String id = api.post(
                        "/containers/create?name=" + name,
                        "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":{\"NetworkMode\":\""
                                + network + "\"}}")
                .json()
                .path("Id")
                .asText();
        var start = api.post("/containers/" + id + "/start", "");
        assertThat(start.status()).as("start of %s: %s", name, start.text()).isEqualTo(204);
        return id;
    }
}
