package dev.proa.server.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.engine.Filters;
import dev.proa.engine.PruneReport;
import dev.proa.engine.container.ContainerExit;
import dev.proa.engine.container.ContainerRequest;
import dev.proa.engine.container.Containers;
import dev.proa.engine.container.CreatedContainer;
import dev.proa.engine.container.LogOptions;
import dev.proa.engine.container.LogStream;
import dev.proa.engine.container.PendingExit;
import dev.proa.engine.container.StopOptions;
import dev.proa.engine.container.WaitCondition;
import dev.proa.server.http.Fake;
import dev.proa.server.http.RawClient;
import dev.proa.server.http.Router;
import dev.proa.server.http.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ContainerRoutesTest {
    private final AtomicReference<Object> asked = new AtomicReference<>();
    private final CountDownLatch exit = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final TestServer server;

    /** What the routes under test ask of the engine. */
    private final class Asked {
        @SuppressWarnings("unused")
        CreatedContainer create(ContainerRequest request) {
            asked.set(request);
            return new CreatedContainer("c".repeat(64), List.of());
        }

        @SuppressWarnings("unused")
        void stop(String name, StopOptions options) {
            asked.set(options);
        }

        @SuppressWarnings("unused")
        void kill(String name, String signal) {
            asked.set(signal);
        }

        @SuppressWarnings("unused")
        PruneReport prune(Filters filters) {
            asked.set(filters);
            return new PruneReport(List.of(), 0);
        }

        @SuppressWarnings("unused")
        LogStream logs(String name, LogOptions options) {
            asked.set(options);
            return new LogStream() {
                @Override
                public boolean tty() {
                    return name.equals("tty");
                }

                @Override
                public void transferTo(OutputStream sink) throws IOException {
                    sink.write('a');
                    sink.write('b');
                    if (options.follow()) {
                        try {
                            released.await();
                        } catch (InterruptedException stopped) {
                            throw new IOException(stopped);
                        }
                    }
                }

                @Override
                public void close() {
                    released.countDown();
                }
            };
        }

        @SuppressWarnings("unused")
        PendingExit await(String name, WaitCondition condition) {
            asked.set(condition);
            return Fake.of(PendingExit.class, new Object() {
                ContainerExit await() throws InterruptedException {
                    exit.await();
                    return new ContainerExit(42, "");
                }

                void close() {
                    released.countDown();
                }
            });
        }
    }

    ContainerRoutesTest() throws IOException {
        Containers containers = Fake.of(Containers.class, new Asked());
        Router router = new Router();
        new ContainerRoutes(containers).addTo(router);
        new WaitRoute(containers).addTo(router);
        new LogsRoute(containers).addTo(router);
        server = new TestServer(router);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private ContainerRequest request() {
        return (ContainerRequest) Objects.requireNonNull(asked.get());
    }

    /** What docker CLI 28 sends for {@code docker create busybox}. */
    private static final String PLAIN = "{\"Hostname\":\"\",\"Domainname\":\"\",\"User\":\"\",\"AttachStdin\":false,"
            + "\"AttachStdout\":true,\"AttachStderr\":true,\"Tty\":false,\"OpenStdin\":false,\"StdinOnce\":false,"
            + "\"Env\":null,\"Cmd\":null,\"Image\":\"busybox\",\"Volumes\":{},\"WorkingDir\":\"\",\"Entrypoint\":null,"
            + "\"OnBuild\":null,\"Labels\":{},\"HostConfig\":{\"Binds\":null,\"ContainerIDFile\":\"\",\"LogConfig\":"
            + "{\"Type\":\"\",\"Config\":{}},\"NetworkMode\":\"default\",\"PortBindings\":{},\"RestartPolicy\":{\"Name\":"
            + "\"no\",\"MaximumRetryCount\":0},\"AutoRemove\":false,\"VolumeDriver\":\"\",\"VolumesFrom\":null,"
            + "\"ConsoleSize\":[0,0],\"CapAdd\":null,\"CapDrop\":null,\"CgroupnsMode\":\"\",\"Dns\":[],\"DnsOptions\":[],"
            + "\"DnsSearch\":[],\"ExtraHosts\":null,\"GroupAdd\":null,\"IpcMode\":\"\",\"Cgroup\":\"\",\"Links\":null,"
            + "\"OomScoreAdj\":0,\"PidMode\":\"\",\"Privileged\":false,\"PublishAllPorts\":false,\"ReadonlyRootfs\":false,"
            + "\"SecurityOpt\":null,\"UTSMode\":\"\",\"UsernsMode\":\"\",\"ShmSize\":0,\"Isolation\":\"\",\"CpuShares\":0,"
            + "\"Memory\":0,\"NanoCpus\":0,\"CgroupParent\":\"\",\"BlkioWeight\":0,\"BlkioWeightDevice\":[],"
            + "\"BlkioDeviceReadBps\":[],\"BlkioDeviceWriteBps\":[],\"BlkioDeviceReadIOps\":[],\"BlkioDeviceWriteIOps\":[],"
            + "\"CpuPeriod\":0,\"CpuQuota\":0,\"CpuRealtimePeriod\":0,\"CpuRealtimeRuntime\":0,\"CpusetCpus\":\"\","
            + "\"CpusetMems\":\"\",\"Devices\":[],\"DeviceCgroupRules\":null,\"DeviceRequests\":null,\"MemoryReservation\":0,"
            + "\"MemorySwap\":0,\"MemorySwappiness\":-1,\"OomKillDisable\":false,\"PidsLimit\":0,\"Ulimits\":[],"
            + "\"CpuCount\":0,\"CpuPercent\":0,\"IOMaximumIOps\":0,\"IOMaximumBandwidth\":0,\"MaskedPaths\":null,"
            + "\"ReadonlyPaths\":null},\"NetworkingConfig\":{\"EndpointsConfig\":{\"default\":{\"IPAMConfig\":{},"
            + "\"Links\":null,\"Aliases\":[],\"MacAddress\":\"\",\"DriverOpts\":null,\"GwPriority\":0,\"NetworkID\":\"\","
            + "\"EndpointID\":\"\",\"Gateway\":\"\",\"IPAddress\":\"\",\"IPPrefixLen\":0,\"IPv6Gateway\":\"\","
            + "\"GlobalIPv6Address\":\"\",\"GlobalIPv6PrefixLen\":0,\"DNSNames\":null}}}}";

    @Test
    void whatTheDockerCliSendsUnaskedPasses() throws IOException {
        assertThat(server.ask("POST", "/v1.51/containers/create?name=web&platform=linux/amd64", PLAIN))
                .startsWith("HTTP/1.1 201")
                .endsWith("{\"Id\":\"" + "c".repeat(64) + "\",\"Warnings\":[]}\n");
        assertThat(request().name()).isEqualTo("web");
        assertThat(request().platform()).isEqualTo("linux/amd64");
        assertThat(request().config().image()).isEqualTo("busybox");
        assertThat(request().config().cmd()).isNull();
        assertThat(request().host().networkMode()).isEqualTo("default");
        assertThat(request().host().maskedPaths()).isNull();
    }

    @Test
    void nullsAsDockerJavaSendsThemPass() throws IOException {
        assertThat(server.ask(
                        "POST",
                        "/containers/create",
                        "{\"Image\":\"busybox\",\"Hostname\":null,\"Env\":[\"A=b\"],\"Cmd\":[\"true\"],\"HostConfig\":"
                                + "{\"Binds\":null,\"BlkioWeight\":null,\"Memory\":null,\"PortBindings\":{},"
                                + "\"RestartPolicy\":null,\"LogConfig\":null,\"Ulimits\":null,\"OomKillDisable\":null,"
                                + "\"MemorySwappiness\":null,\"PidsLimit\":null,\"ShmSize\":null,\"LxcConf\":null},"
                                + "\"NetworkingConfig\":null,\"ExposedPorts\":{\"80/tcp\":{}}}"))
                .startsWith("HTTP/1.1 201");
        assertThat(request().config().env()).containsExactly("A=b");
        assertThat(request().config().exposedPorts()).containsExactly("80/tcp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"Memory\":1048576|--memory",
                "\"Binds\":[\"/a:/b\"]|--volume",
                "\"RestartPolicy\":{\"Name\":\"always\"}|--restart always",
                "\"Devices\":[{}]|--device",
                "\"Ulimits\":[{\"Name\":\"nofile\",\"Soft\":1,\"Hard\":1}]|--ulimit",
                "\"NanoCpus\":500000000|--cpus",
                "\"PidsLimit\":5|--pids-limit",
                "\"MemorySwappiness\":0|--memory-swappiness",
                "\"Mounts\":[{\"Type\":\"tmpfs\",\"Target\":\"/x\"}]|--mount",
                "\"VolumesFrom\":[\"x\"]|--volumes-from",
                "\"OomKillDisable\":true|--oom-kill-disable",
                "\"UsernsMode\":\"remap\"|--userns remap",
            })
    void whatThereIsNotYetIsRefusedByName(String option, String flag) throws IOException {
        assertThat(server.ask("POST", "/containers/create", "{\"Image\":\"x\",\"HostConfig\":{" + option + "}}"))
                .startsWith("HTTP/1.1 501")
                .endsWith("{\"message\":\"" + flag + " is not supported by Proa yet\"}\n");
        assertThat(asked.get()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|config cannot be empty in order to create a container",
                "{\"Image\":\"x\",\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"bogus\"}}}|invalid restart policy: unknown"
                        + " policy 'bogus'; use one of 'no', 'always', 'on-failure', or 'unless-stopped'",
                "{\"Image\":\"x\",\"HostConfig\":{\"AutoRemove\":true,\"RestartPolicy\":{\"Name\":\"always\"}}}|can't create"
                        + " 'AutoRemove' container with restart policy",
                "{\"Image\":\"x\",\"HostConfig\":{\"Isolation\":\"hyperv\"}}|invalid isolation (hyperv): linux only supports"
                        + " 'default'",
                "{\"Image\":\"x\",\"Entrypoint\":[\"\"]}|no command specified",
            })
    void whatCannotBeMeantIsRefused(String body, String message) throws IOException {
        assertThat(server.ask("POST", "/containers/create", body))
                .startsWith("HTTP/1.1 400")
                .endsWith("{\"message\":\"" + message + "\"}\n");
        assertThat(asked.get()).isNull();
    }

    @Test
    void parametersReachTheEngine() throws IOException {
        assertThat(server.ask("POST", "/containers/x/stop?t=3&signal=SIGINT")).startsWith("HTTP/1.1 204");
        assertThat(asked.get()).isEqualTo(new StopOptions("SIGINT", 3));
        server.ask("POST", "/v1.41/containers/x/stop?signal=SIGINT");
        assertThat(asked.get()).isEqualTo(StopOptions.DEFAULT);
        assertThat(server.ask("POST", "/containers/x/stop?t=soon")).startsWith("HTTP/1.1 400");
        server.ask("POST", "/containers/x/kill");
        assertThat(asked.get()).isEqualTo("SIGKILL");
        assertThat(server.ask("POST", "/containers/prune"))
                .endsWith("{\"ContainersDeleted\":null,\"SpaceReclaimed\":0}\n");
    }

    @Test
    void waitAnswersAtOnceAndTellsTheEndLater() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /containers/x/wait?condition=removed HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("application/json");
            assertThat(asked.get()).isEqualTo(WaitCondition.REMOVED);
            exit.countDown();
            assertThat(client.readAll()).contains("{\"StatusCode\":42}");
        }
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWaitIsGivenUpWithItsClient() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("POST /containers/x/wait HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readUntil("\r\n\r\n");
        }
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.ask("POST", "/containers/x/wait?condition=bogus"))
                .startsWith("HTTP/1.1 400")
                .contains("invalid condition: \\\"bogus\\\"");
    }

    @Test
    void logsAreReadAsAskedFor() throws Exception {
        assertThat(server.ask("GET", "/containers/x/logs?stdout=1&tail=5&since=10.5&until=0&timestamps=true"))
                .contains("Content-Type: application/vnd.docker.multiplexed-stream")
                .endsWith("2\r\nab\r\n0\r\n\r\n");
        assertThat(asked.get())
                .isEqualTo(new LogOptions(true, false, 5, Instant.ofEpochSecond(10, 500_000_000), null, true, false));
        assertThat(server.ask("GET", "/containers/tty/logs?stderr=1&tail=all")).contains("vnd.docker.raw-stream");
        assertThat(server.ask("GET", "/v1.41/containers/x/logs?stderr=1")).contains("vnd.docker.raw-stream");
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?stdout=0", "?stdout=1&since=soon", "?stdout=1&until=x"})
    void logsThatCannotBeAskedForAreRefused(String query) throws IOException {
        assertThat(server.ask("GET", "/containers/x/logs" + query)).startsWith("HTTP/1.1 400");
    }

    @Test
    void followedLogsEndWithTheirClient() throws Exception {
        try (RawClient client = server.connect()) {
            client.send("GET /containers/x/logs?stdout=1&follow=1 HTTP/1.1\r\nHost: x\r\n\r\n");
            client.readUntil("1\r\nb\r\n");
            assertThat(released.getCount()).isEqualTo(1);
        }
        assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
