package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** docker-java, the client below Testcontainers, through a container's whole life. */
@OnEngine
class DockerJavaTest {

    private final DockerClient docker;

    DockerJavaTest(Daemon daemon) {
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost("unix://" + daemon.home().socket())
                .withDockerConfig(daemon.dockerConfig().toString())
                .withDockerTlsVerify(false)
                .build();
        docker = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
    }

    @AfterEach
    void close() throws IOException {
        docker.close();
    }

    /** Gathers the frames of a log, an attach or an exec. */
    @SuppressWarnings("JdkObsolete") // filled by one thread, read by another
    private static final class Frames extends ResultCallback.Adapter<Frame> {
        private final StringBuffer out = new StringBuffer();
        private final StringBuffer err = new StringBuffer();

        @Override
        public void onNext(Frame frame) {
            (frame.getStreamType() == StreamType.STDERR ? err : out)
                    .append(new String(frame.getPayload(), StandardCharsets.UTF_8));
        }

        Frames await() throws InterruptedException {
            assertThat(awaitCompletion(60, TimeUnit.SECONDS)).isTrue();
            return this;
        }
    }

    @ConcurrentTest
    void pingVersionAndInfo() {
        docker.pingCmd().exec();
        assertThat(docker.versionCmd().exec().getApiVersion()).matches("1\\.\\d\\d");
        assertThat(docker.infoCmd().exec().getOsType()).isEqualTo("linux");
    }

    @ConcurrentTest
    void aWholeLife() throws InterruptedException {
        String name = SharedEngine.freshName("java");
        String id = docker.createContainerCmd("busybox")
                .withName(name)
                .withCmd("sh", "-c", "echo out; echo err >&2; sleep 0.3; exit 6")
                .withEnv("A=b")
                .withLabels(Map.of("by", "docker-java"))
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("bridge"))
                .exec()
                .getId();
        Frames attached = docker.attachContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new Frames());
        attached.awaitStarted();
        docker.startContainerCmd(id).exec();
        assertThat(docker.waitContainerCmd(id).start().awaitStatusCode(60, TimeUnit.SECONDS))
                .isEqualTo(6);
        attached.await();
        assertThat(attached.out.toString()).isEqualTo("out\n");
        assertThat(attached.err.toString()).isEqualTo("err\n");
        Frames logs = docker.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .exec(new Frames())
                .await();
        assertThat(logs.out.toString()).isEqualTo("out\n");
        assertThat(logs.err.toString()).isEqualTo("err\n");
        InspectContainerResponse inspected = docker.inspectContainerCmd(id).exec();
        assertThat(inspected.getName()).isEqualTo("/" + name);
        assertThat(inspected.getState().getExitCodeLong()).isEqualTo(6);
        assertThat(inspected.getConfig().getEnv()).contains("A=b");
        assertThat(docker.listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of("by", "docker-java"))
                        .exec())
                .anyMatch(c -> c.getId().equals(id) && c.getState().equals("exited"));
        docker.removeContainerCmd(id).exec();
        assertThatThrownBy(() -> docker.inspectContainerCmd(id).exec()).isInstanceOf(NotFoundException.class);
    }

    @ConcurrentTest
    void execWithInputAndExitCode() throws InterruptedException {
        String id = docker.createContainerCmd("busybox")
                .withCmd("sleep", "1000")
                .exec()
                .getId();
        docker.startContainerCmd(id).exec();
        assertThatThrownBy(() -> docker.startContainerCmd(id).exec()).isInstanceOf(NotModifiedException.class);
        String exec = docker.execCreateCmd(id)
                .withCmd("sh", "-c", "read line; echo $line; echo err >&2; exit 8")
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId();
        Frames frames = docker.execStartCmd(exec)
                .withStdIn(new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8)))
                .exec(new Frames())
                .await();
        assertThat(frames.out.toString()).isEqualTo("typed\n");
        assertThat(frames.err.toString()).isEqualTo("err\n");
        assertThat(docker.inspectExecCmd(exec).exec().getExitCodeLong()).isEqualTo(8);
        assertThatThrownBy(() -> docker.removeContainerCmd(id).exec()).isInstanceOf(ConflictException.class);
        docker.pauseContainerCmd(id).exec();
        docker.unpauseContainerCmd(id).exec();
        docker.renameContainerCmd(id).withName(SharedEngine.freshName("java")).exec();
        assertThat(docker.topContainerCmd(id).exec().getProcesses()).isNotEmpty();
        docker.stopContainerCmd(id).withTimeout(0).exec();
        docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    }

    @ConcurrentTest
    void followedLogsOfARunningContainer() throws Exception {
        String id = docker.createContainerCmd("busybox")
                .withCmd("sh", "-c", "echo first; while [ ! -e /go ]; do sleep 0.05; done; echo last")
                .exec()
                .getId();
        docker.startContainerCmd(id).exec();
        Frames frames = docker.logContainerCmd(id)
                .withStdOut(true)
                .withFollowStream(true)
                .withTailAll()
                .exec(new Frames());
        Await.until("the first line", () -> frames.out.toString().equals("first\n"));
        String exec = docker.execCreateCmd(id).withCmd("touch", "/go").exec().getId();
        docker.execStartCmd(exec).withDetach(true).exec(new Frames()).await();
        frames.await();
        assertThat(frames.out.toString()).isEqualTo("first\nlast\n");
    }

    @ConcurrentTest
    void events() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        String name = SharedEngine.freshName("java");
        String id = docker.createContainerCmd("busybox")
                .withName(name)
                .withCmd("true")
                .exec()
                .getId();
        try (var callback = docker.eventsCmd().withContainerFilter(name).exec(new ResultCallback.Adapter<Event>() {
            @Override
            public void onNext(Event event) {
                seen.add(event.getAction());
            }
        })) {
            assertThat(callback).isNotNull();
            Await.until("a start and its end", () -> {
                docker.startContainerCmd(id).exec();
                docker.waitContainerCmd(id).start().awaitStatusCode(60, TimeUnit.SECONDS);
                return seen.contains("start") && seen.contains("die");
            });
        }
    }

    @ConcurrentTest
    void images(@TempDir Path dir) throws IOException {
        String tag = SharedEngine.freshName("java") + ":1";
        Path archive = Fixtures.busyboxLike(tag)
                .config("Labels", "{\"n\":\"" + tag + "\"}")
                .writeDockerArchive(dir.resolve("a.tar"));
        try (InputStream in = Files.newInputStream(archive)) {
            docker.loadImageCmd(in).exec();
        }
        Image image = docker.listImagesCmd().withReferenceFilter(tag).exec().getFirst();
        assertThat(image.getRepoTags()).containsExactly(tag);
        assertThat(docker.inspectImageCmd(tag).exec().getId()).isEqualTo(image.getId());
        docker.tagImageCmd(tag, "java-retagged", tag.replace(":", "-")).exec();
        try (InputStream saved = docker.saveImageCmd(tag).exec()) {
            assertThat(saved.readAllBytes()).hasSizeGreaterThan(1_000_000);
        }
        docker.removeImageCmd("java-retagged:" + tag.replace(":", "-")).exec();
        docker.removeImageCmd(tag).exec();
        assertThatThrownBy(() -> docker.inspectImageCmd(tag).exec()).isInstanceOf(NotFoundException.class);
    }

    /** As Testcontainers does it: files are put into a container before it is started. */
    @ConcurrentTest
    void filesAreCopiedIntoACreatedContainerAndOutOfIt() throws IOException, InterruptedException {
        String id = docker.createContainerCmd("busybox")
                .withCmd("sh", "-c", "cat /put/in; echo made > /put/out")
                .exec()
                .getId();
        docker.copyArchiveToContainerCmd(id)
                .withTarInputStream(new ByteArrayInputStream(new Layer()
                        .directory("put", 0755)
                        .file("put/in", "from outside\n", 0644)
                        .tar()))
                .withRemotePath("/")
                .exec();
        assertThat(only(docker.copyArchiveFromContainerCmd(id, "/put/in").exec()))
                .isEqualTo("in: from outside\n");
        docker.startContainerCmd(id).exec();
        assertThat(docker.waitContainerCmd(id).start().awaitStatusCode(60, TimeUnit.SECONDS))
                .isZero();
        Frames logs = docker.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .exec(new Frames())
                .await();
        assertThat(logs.out.toString()).isEqualTo("from outside\n");
        assertThat(only(docker.copyArchiveFromContainerCmd(id, "/put/out").exec()))
                .isEqualTo("out: made\n");
        assertThatThrownBy(
                        () -> docker.copyArchiveFromContainerCmd(id, "/missing").exec())
                .isInstanceOf(NotFoundException.class);
        docker.removeContainerCmd(id).exec();
    }

    private static String only(InputStream archive) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
            String name = tar.getNextEntry().getName();
            String content = new String(tar.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tar.getNextEntry()).isNull();
            return name + ": " + content;
        }
    }

    @ConcurrentTest
    void commit() throws InterruptedException {
        String name = SharedEngine.freshName("java");
        String id = docker.createContainerCmd("busybox")
                .withCmd("sh", "-c", "echo made > /made")
                .withEnv("KEPT=1")
                .exec()
                .getId();
        docker.startContainerCmd(id).exec();
        docker.waitContainerCmd(id).start().awaitStatusCode(60, TimeUnit.SECONDS);
        String image = docker.commitCmd(id).withRepository(name).withTag("1").exec();
        assertThat(docker.inspectImageCmd(name + ":1").exec().getId()).isEqualTo(image);
        assertThat(Objects.requireNonNull(docker.inspectImageCmd(image).exec().getConfig())
                        .getEnv())
                .contains("KEPT=1");
        String second = docker.createContainerCmd(image)
                .withCmd("test", "-e", "/made")
                .exec()
                .getId();
        docker.startContainerCmd(second).exec();
        assertThat(docker.waitContainerCmd(second).start().awaitStatusCode(60, TimeUnit.SECONDS))
                .isZero();
        docker.removeContainerCmd(second).exec();
        docker.removeContainerCmd(id).exec();
        docker.removeImageCmd(name + ":1").exec();
    }

    @ConcurrentTest
    void networksAreListed() {
        assertThat(docker.listNetworksCmd().exec()).extracting(n -> n.getName()).contains("bridge", "host", "none");
        assertThat(docker.inspectNetworkCmd().withNetworkId("bridge").exec().getDriver())
                .isEqualTo("bridge");
    }
}
