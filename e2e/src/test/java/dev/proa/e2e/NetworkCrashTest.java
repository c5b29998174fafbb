package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The daemon is killed while containers come into networks and leave them. Whatever it was doing, the next one's word
 * about networks is what the kernel shows.
 */
class NetworkCrashTest {

    private static final int CRASHES = 3;
    private static final List<String> NETWORKS = List.of("crash-a", "crash-b");

    private final RandomGenerator random = RandomGenerator.getDefault();

    @Test
    void kernelAndDatabaseAgreeAfterEachCrash() throws Exception {
        try (Daemon daemon = Daemon.start()) {
            Fixtures.loadInto(daemon);
            Api api = daemon.api();
            for (String network : NETWORKS) {
                api.post("/networks/create", "{\"Name\":\"" + network + "\"}");
            }
            for (int number = 0; number < 4; number++) {
                api.post(
                        "/containers/create?name=crash" + number,
                        "{\"Image\":\"busybox\",\"Cmd\":[\"sleep\",\"1000\"],\"HostConfig\":{\"NetworkMode\":\""
                                + NETWORKS.get(number % 2) + "\"}}");
            }
            for (int crash = 0; crash < CRASHES; crash++) {
                killAtWork(daemon);
                daemon.startAgain();
                Await.until(
                        "what the daemon says is what there is",
                        () -> disagreement(daemon.api()).isEmpty());
            }

            for (int number = 0; number < 4; number++) {
                assertThat(daemon.api()
                                .delete("/containers/crash" + number + "?force=1")
                                .status())
                        .isEqualTo(204);
            }
            for (String network : NETWORKS) {
                String bridge = bridge(daemon.api(), network);
                assertThat(Host.portsOf(bridge)).isEmpty();
                assertThat(daemon.api().delete("/networks/" + network).status()).isEqualTo(204);
                assertThat(Host.hasInterface(bridge)).isFalse();
            }
            daemon.stopAndExpectNothingLeft();
        }
    }

    /** Kills the daemon at some point of what two clients have it do without end. */
    private void killAtWork(Daemon daemon) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger done = new AtomicInteger();
        int enough = 3 + random.nextInt(25);
        List<Thread> clients = List.of(client(daemon, 0, over, done), client(daemon, 2, over, done));
        Await.until("the daemon has done something", () -> done.get() >= enough);
        daemon.kill();
        over.set(true);
        for (Thread client : clients) {
            client.join();
        }
    }

    private Thread client(Daemon daemon, int first, AtomicBoolean over, AtomicInteger done) {
        return Thread.ofVirtual().start(() -> {
            Api api = daemon.api();
            while (!over.get()) {
                String container = "crash" + (first + random.nextInt(2));
                String member = "{\"Container\":\"" + container + "\",\"Force\":true}";
                String network = NETWORKS.get(random.nextInt(2));
                try {
                    switch (random.nextInt(4)) {
                        case 0 -> api.post("/containers/" + container + "/start", "");
                        case 1 -> api.post("/networks/" + network + "/connect", member);
                        case 2 -> api.post("/networks/" + network + "/disconnect", member);
                        default -> api.post("/containers/" + container + "/kill", "");
                    }
                    done.incrementAndGet();
                } catch (IOException | RuntimeException killed) {
                    // By the test.
                }
            }
        });
    }

    private static String bridge(Api api, String network) throws IOException {
        return "br-"
                + api.get("/networks/" + network).json().path("Id").asText().substring(0, 12);
    }

    /** What the daemon says of its networks and the kernel does not, or the other way round. */
    private static Set<String> disagreement(Api api) throws IOException {
        Set<String> wrong = new HashSet<>();
        for (String network : NETWORKS) {
            var members = api.get("/networks/" + network).json().path("Containers");
            Set<String> addresses = new HashSet<>();
            members.forEach(member -> addresses.add(member.path("IPv4Address").asText()));
            if (addresses.size() != members.size()) {
                wrong.add("an address twice in " + network);
            }
            int cables = Host.portsOf(bridge(api, network)).size();
            if (cables != members.size()) {
                wrong.add(cables + " cables of " + members.size() + " members in " + network);
            }
        }
        for (var container : api.get("/containers/json").json()) {
            String id = container.path("Id").asText();
            int pid = api.get("/containers/" + id + "/json")
                    .json()
                    .path("State")
                    .path("Pid")
                    .asInt();
            Set<String> inside;
            try {
                inside = Host.addressesOf(pid);
            } catch (NoSuchFileException ended) {
                wrong.add(id + " has ended, as the daemon has yet to notice");
                continue;
            }
            Set<String> told = new TreeSet<>();
            for (var network : container.path("NetworkSettings").path("Networks")) {
                told.add(network.path("IPAddress").asText());
            }
            if (!inside.equals(told)) {
                wrong.add(id + " has " + inside + ", the daemon says " + told);
            }
        }
        return wrong;
    }
}
