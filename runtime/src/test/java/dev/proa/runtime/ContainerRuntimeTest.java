package dev.proa.runtime;

import static dev.proa.runtime.Containers.await;
import static dev.proa.runtime.Containers.output;
import static dev.proa.runtime.Containers.process;
import static dev.proa.runtime.Containers.readAll;
import static dev.proa.runtime.Containers.shell;
import static dev.proa.runtime.Containers.text;
import static dev.proa.runtime.Containers.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.capability.Capability;
import dev.proa.linux.process.ProcessIdentity;
import dev.proa.runtime.OciRuntimeException.Reason;
import dev.proa.runtime.OutputChunk.Stream;
import dev.proa.runtime.spec.CapabilityChoice;
import dev.proa.runtime.spec.DockerDefaults;
import dev.proa.runtime.spec.Mount;
import dev.proa.runtime.spec.ProcessSpec;
import dev.proa.runtime.spec.SeccompProfile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ContainerRuntimeTest {
    private static final Stdio INPUT_ONCE = new Stdio(false, true, true);
    private static final Stdio INPUT_STAYS = new Stdio(false, true, false);
    private static final Stdio TERMINAL = new Stdio(true, true, true);

    @TempDir
    private Path directory;

    private Containers containers;

    @BeforeEach
    void open() throws IOException {
        containers = new Containers(directory);
    }

    @AfterEach
    void close() throws IOException {
        containers.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crun", "runc"})
    void outputAndExitCodeComeThroughAnAttachmentMadeBeforeTheStart(String ociRuntime) throws Exception {
        LiveContainer container = containers.create(shell("echo out; echo err >&2; exit 42"), Stdio.OUTPUT, ociRuntime);
        try (AttachedStreams streams = container.attach(false)) {
            container.start();
            List<OutputChunk> chunks = readAll(streams);
            assertThat(text(chunks, Stream.OUTPUT)).isEqualTo("out\n");
            assertThat(text(chunks, Stream.ERROR)).isEqualTo("err\n");
        }
        ContainerExit exit = await(container);
        assertThat(exit.code()).isEqualTo(42);
        assertThat(exit.known()).isTrue();
        assertThat(exit.outOfMemory()).isFalse();
        container.delete();
        assertThat(containers.runDirectory().resolve("bundles")).isEmptyDirectory();
        assertThat(containers.runDirectory().resolve("exits")).isEmptyDirectory();
        assertThat(containers.runDirectory().resolve("oci").resolve(ociRuntime)).isEmptyDirectory();
        assertThat(container.signal(15)).isFalse();
    }

    @Test
    void theDefaultsOfDockerHoldInside() throws Exception {
        LiveContainer container = containers.create(
                shell(
                        "cat /proc/1/status | grep -E 'Cap(Eff|Bnd)|NoNewPrivs|Seccomp:'; cat /proc/1/cgroup | grep -c proa-test;"
                                + "echo x > /proc/sys/kernel/domainname; head -c1 /proc/kcore | wc -c; echo $PATH"),
                Stdio.OUTPUT);
        try (AttachedStreams streams = container.attach(false)) {
            container.start();
            List<OutputChunk> chunks = readAll(streams);
            assertThat(text(chunks, Stream.OUTPUT).lines())
                    .contains(
                            "CapEff:\t00000000a80425fb",
                            "CapBnd:\t00000000a80425fb",
                            "NoNewPrivs:\t0",
                            "Seccomp:\t2",
                            "0",
                            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
            assertThat(text(chunks, Stream.ERROR)).contains("/proc/sys/kernel/domainname: Read-only file system");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crun", "runc"})
    void aProgramThatIsNotThereOrCannotRunIsToldApart(String ociRuntime) throws Exception {
        Files.writeString(containers.rootfs.resolve("etc/plain"), "x");
        assertThatThrownBy(() -> containers.create(process("nosuch"), Stdio.OUTPUT, ociRuntime))
                .isInstanceOfSatisfying(OciRuntimeException.class, failure -> {
                    assertThat(failure.reason()).isEqualTo(new Reason.CommandNotFound("nosuch"));
                    assertThat(failure.exitCode()).isEqualTo(127);
                })
                .hasMessage("OCI runtime create failed: unable to start container process: exec: \"nosuch\":"
                        + " executable file not found in $PATH: unknown");
        assertThatThrownBy(() -> containers.create(process("/no/such"), Stdio.OUTPUT, ociRuntime))
                .isInstanceOfSatisfying(
                        OciRuntimeException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(127))
                .hasMessageEndingWith("exec: \"/no/such\": stat /no/such: no such file or directory: unknown");
        assertThatThrownBy(() -> containers.create(process("/etc/plain"), Stdio.OUTPUT, ociRuntime))
                .isInstanceOfSatisfying(
                        OciRuntimeException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(126))
                .hasMessageEndingWith("exec: \"/etc/plain\": permission denied: unknown");
        assertThatThrownBy(() -> containers.create(process("/etc"), Stdio.OUTPUT, ociRuntime))
                .isInstanceOfSatisfying(
                        OciRuntimeException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(126));
        assertThat(containers.runDirectory().resolve("bundles")).isEmptyDirectory();
        assertThat(containers.runDirectory().resolve("oci").resolve(ociRuntime)).isEmptyDirectory();
    }

    @Test
    void inputEndsForTheContainerWhenItIsClosed() throws Exception {
        LiveContainer container = containers.create(shell("cat; echo end"), INPUT_ONCE);
        try (AttachedStreams streams = container.attach(true)) {
            container.start();
            streams.write("one\ntwo\n".getBytes(StandardCharsets.UTF_8), 4, 4);
            streams.closeInput();
            assertThat(output(streams)).isEqualTo("two\nend\n");
        }
        assertThat(await(container).code()).isZero();
    }

    @Test
    void moreInputThanAnyBufferHoldsArrivesWhole() throws Exception {
        LiveContainer container = containers.create(shell("sleep 0.2; cat | wc -c"), INPUT_ONCE);
        byte[] much = new byte[3_000_001];
        try (AttachedStreams streams = container.attach(true)) {
            container.start();
            streams.write(much, 0, much.length);
            streams.closeInput();
            assertThat(output(streams)).isEqualTo("3000001\n");
        }
    }

    @Test
    void onlyTheAttachmentWithTheInputEndsIt() throws Exception {
        LiveContainer container = containers.create(shell("echo ready; cat; echo end"), INPUT_ONCE);
        AttachedStreams writer = container.attach(true);
        AttachedStreams watcher = container.attach(false);
        container.start();
        assertThat(watcher.read())
                .get()
                .extracting(OutputChunk::bytes)
                .isEqualTo("ready\n".getBytes(StandardCharsets.UTF_8));
        watcher.close();
        writer.write("still here\n".getBytes(StandardCharsets.UTF_8), 0, 11);
        writer.read();
        assertThat(new String(writer.read().orElseThrow().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("still here\n");
        assertThat(container.exit()).isNotDone();
        writer.close();
        assertThat(await(container).code()).isZero();
    }

    @Test
    void inputThatStaysOpenOutlivesItsAttachmentsAndTheRuntime() throws Exception {
        LiveContainer container = containers.create(shell("while read line; do echo got $line; done"), INPUT_STAYS);
        container.start();
        try (AttachedStreams first = container.attach(true)) {
            first.write("a\n".getBytes(StandardCharsets.UTF_8), 0, 2);
            assertThat(new String(first.read().orElseThrow().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("got a\n");
            first.closeInput();
        }
        SavedContainer saved = container.saved();
        containers.reopen();
        container = containers.keep(containers.runtime().adopt(saved));
        try (AttachedStreams second = container.attach(true)) {
            second.write("b\n".getBytes(StandardCharsets.UTF_8), 0, 2);
            assertThat(new String(second.read().orElseThrow().bytes(), StandardCharsets.UTF_8))
                    .isEqualTo("got b\n");
        }
        assertThat(container.signal(9)).isTrue();
        assertThat(await(container).code()).isEqualTo(137);
    }

    @Test
    void aLineOfAMebibyteComesThroughWhole() throws Exception {
        LiveContainer container =
                containers.create(shell("dd if=/dev/zero bs=1048576 count=1 2>/dev/null; echo"), Stdio.OUTPUT);
        try (AttachedStreams streams = container.attach(false)) {
            container.start();
            int size = 0;
            for (OutputChunk chunk : readAll(streams)) {
                size += chunk.bytes().length;
            }
            assertThat(size).isEqualTo((1 << 20) + 1);
        }
    }

    @Test
    void everyAttachmentGetsEverythingAndOneThatLeavesHoldsUpNobody() throws Exception {
        LiveContainer container = containers.create(shell("seq 1 400000"), Stdio.OUTPUT);
        AttachedStreams idle = container.attach(false);
        try (AttachedStreams one = container.attach(false);
                AttachedStreams two = container.attach(false)) {
            container.start();
            CompletableFuture<String> other = new CompletableFuture<>();
            Thread.startVirtualThread(() -> {
                try {
                    other.complete(output(two));
                } catch (IOException failure) {
                    other.completeExceptionally(failure);
                }
            });
            // Nobody reads from this one, so everything stops behind it until it leaves.
            Thread.startVirtualThread(() -> {
                try {
                    until(
                            "output",
                            () -> Files.size(containers.log(container.saved().id())) > 1 << 20);
                } catch (Exception failure) {
                    other.completeExceptionally(failure);
                }
                idle.close();
            });
            String all = output(one);
            assertThat(all.lines().count()).isEqualTo(400000);
            assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(all);
        }
        assertThatThrownBy(idle::read).isInstanceOf(ClosedChannelException.class);
        assertThat(await(container).code()).isZero();
    }

    @Test
    void aReaderThatNeverReadsDoesNotHideTheEnd() throws Exception {
        LiveContainer container = containers.create(shell("seq 1 400000"), Stdio.OUTPUT);
        try (AttachedStreams idle = container.attach(false)) {
            container.start();
            until(
                    "a stuck reader",
                    () -> Files.size(containers.log(container.saved().id())) > 1 << 20);
            assertThat(container.signal(9)).isTrue();
            assertThat(await(container).code()).isEqualTo(137);
            assertThat(idle.read()).isPresent();
        }
    }

    @Test
    void aTerminalHasOneStreamAndASize() throws Exception {
        LiveContainer container = containers.create(
                shell("stty size; read line; stty size; echo err >&2").withTerminal(true), TERMINAL);
        try (AttachedStreams streams = container.attach(true)) {
            // Right after another, as attach does: the later one stays.
            container.resize(34, 102);
            container.resize(33, 101);
            container.start();
            String first = new String(streams.read().orElseThrow().bytes(), StandardCharsets.UTF_8);
            assertThat(first).startsWith("33 101\r\n");
            container.resize(44, 120);
            streams.closeInput(); // nothing, on a terminal
            streams.write("x\n".getBytes(StandardCharsets.UTF_8), 0, 2);
            List<OutputChunk> rest = readAll(streams);
            assertThat(text(rest, Stream.OUTPUT)).contains("44 120\r\n", "err\r\n");
            assertThat(text(rest, Stream.ERROR)).isEmpty();
        }
        assertThat(await(container).code()).isZero();
    }

    @Test
    void signalsAndPausesReachTheContainer() throws Exception {
        LiveContainer container =
                containers.start(shell("trap 'exit 5' TERM; echo up; while true; do sleep 0.05; done"));
        until("the trap", () -> Files.size(containers.log(container.saved().id())) > 0);
        container.pause();
        assertThat(container.signal(15)).isTrue();
        assertThat(container.exit()).isNotDone();
        container.resume();
        assertThat(await(container).code()).isEqualTo(5);
    }

    @Test
    void anEndWhileNobodyWatchedIsToldAtAdoption() throws Exception {
        LiveContainer container = containers.start(shell("sleep 0.3; exit 9"));
        SavedContainer saved = container.saved();
        containers.runtime().close();
        until("the end", () -> !saved.monitor().alive());
        containers.reopen();
        LiveContainer adopted = containers.keep(containers.runtime().adopt(saved));
        ContainerExit exit = await(adopted);
        assertThat(exit.code()).isEqualTo(9);
        assertThat(exit.known()).isTrue();
        adopted.delete();
    }

    @Test
    void aKilledMonitorTakesItsContainerAlong() throws Exception {
        LiveContainer container = containers.start(process("sleep", "1000"));
        ProcessHandle.of(container.saved().monitor().pid()).orElseThrow().destroyForcibly();
        ContainerExit exit = await(container);
        assertThat(exit.code()).isEqualTo(137);
        assertThat(exit.known()).isFalse();
        assertThat(container.saved().process().alive()).isFalse();
        container.delete();
    }

    @Test
    void theMonitorIsAloneInItsSessionWithoutOurDescriptors() throws Exception {
        LiveContainer container = containers.start(process("sleep", "1000"));
        int pid = container.saved().monitor().pid();
        String stat = Files.readString(Path.of("/proc", Integer.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        assertThat(fields[3]).as("session").isEqualTo(Integer.toString(pid));
        try (var links = Files.list(Path.of("/proc", Integer.toString(pid), "fd"))) {
            List<String> targets = links.map(link -> {
                        try {
                            return Files.readSymbolicLink(link).toString();
                        } catch (IOException gone) {
                            return "gone";
                        }
                    })
                    .toList();
            assertThat(targets).noneMatch(target -> target.endsWith(".jar") || target.endsWith("modules"));
        }
        container.delete();
        assertThat(container.exit()).isCompletedWithValueMatching(exit -> exit.code() == 137);
        assertThat(ProcessIdentity.of(pid)).isEmpty();
    }

    @Test
    void aContainerThatWasBeingMadeIsDiscarded() throws Exception {
        LiveContainer container = containers.create(process("sleep", "1000"), Stdio.OUTPUT);
        containers.reopen();
        containers.runtime().discard(container.saved().id(), "crun");
        containers.runtime().discard(container.saved().id(), "crun");
        until(
                "the end",
                () -> !container.saved().process().alive()
                        && !container.saved().monitor().alive());
        assertThat(containers.runDirectory().resolve("bundles")).isEmptyDirectory();
    }

    @Test
    void theSameFilterHoldsWhetherCompiledForThisContainerOrBefore() throws Exception {
        // Forbids what nothing but the test's own command does.
        SeccompProfile profile = SeccompProfile.parse("""
                {"defaultAction": "SCMP_ACT_ALLOW", "archMap": [{"architecture": "SCMP_ARCH_X86_64"}, {"architecture": "SCMP_ARCH_AARCH64"}],
                 "syscalls": [{"names": ["mkdir", "mkdirat"], "action": "SCMP_ACT_ERRNO", "errnoRet": 95}]}
                """, SeccompProfile.Host.current());
        for (String id : List.of("first", "second", "third")) {
            LiveContainer container = containers.create(
                    id,
                    containers
                            .spec(shell("busybox mkdir /tmp/x; grep Seccomp: /proc/self/status"), id)
                            .seccomp(Optional.of(profile.forCapabilities(Set.of())))
                            .build(),
                    Stdio.OUTPUT,
                    "crun");
            assertThat(Files.readString(containers
                                    .runDirectory()
                                    .resolve("bundles")
                                    .resolve(id)
                                    .resolve("config.json"))
                            .contains("run.oci.seccomp_bpf_data"))
                    .isEqualTo(!id.equals("first"));
            try (AttachedStreams streams = container.attach(false)) {
                container.start();
                List<OutputChunk> chunks = readAll(streams);
                assertThat(text(chunks, Stream.OUTPUT)).isEqualTo("Seccomp:\t2\n");
                assertThat(text(chunks, Stream.ERROR)).contains("not supported");
            }
        }
    }

    @Test
    void aPrivilegedContainerSeesWhatIsHiddenAndMayMount() throws Exception {
        CapabilityChoice all = CapabilityChoice.of(List.of(), List.of(), true, Capability.bounding());
        ProcessSpec process = shell("mount -t tmpfs none /tmp && echo mounted; grep -c kcore /proc/self/mountinfo;"
                        + "grep ' /sys ' /proc/self/mountinfo | grep -c 'rw,'")
                .withCapabilities(all.capabilities());
        String id = "privileged";
        LiveContainer container = containers.create(
                id,
                containers
                        .spec(process, id)
                        .privileged(true)
                        .seccomp(Optional.empty())
                        .build(),
                Stdio.OUTPUT,
                "crun");
        try (AttachedStreams streams = container.attach(false)) {
            container.start();
            assertThat(text(readAll(streams), Stream.OUTPUT)).isEqualTo("mounted\n0\n1\n");
        }
    }

    @Test
    void aReadonlyRootfsAndExtraMountsHold() throws Exception {
        Path file = Files.writeString(
                directory.resolve("init"), "#!/bin/sh\necho $$ $*\necho x > /new\necho y > /dev/shm/new && echo shm\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        String id = "readonly";
        LiveContainer container = containers.create(
                id,
                containers
                        .spec(process(DockerDefaults.INIT_PATH, "--", "hello"), id)
                        .readonlyRootfs(true)
                        .mounts(List.of(
                                new Mount(DockerDefaults.INIT_PATH, "bind", file.toString(), List.of("bind", "ro"))))
                        .build(),
                Stdio.OUTPUT,
                "crun");
        try (AttachedStreams streams = container.attach(false)) {
            container.start();
            List<OutputChunk> chunks = readAll(streams);
            assertThat(text(chunks, Stream.OUTPUT)).isEqualTo("1 -- hello\nshm\n");
            assertThat(text(chunks, Stream.ERROR)).contains("/new: Read-only file system");
        }
    }

    @Test
    void anUnknownRuntimeAndABadRootfsAreErrorsThatLeaveNothing() throws Exception {
        assertThatThrownBy(() -> containers.create(process("true"), Stdio.OUTPUT, "nosuch"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nosuch");
        String id = "badrootfs";
        assertThatThrownBy(() -> containers.create(
                        id,
                        dev.proa.runtime.spec.ContainerSpec.docker(
                                        process("true"), directory.resolve("none"), "/" + Containers.CGROUP + "/" + id)
                                .build(),
                        Stdio.OUTPUT,
                        "crun"))
                .isInstanceOfSatisfying(
                        OciRuntimeException.class,
                        failure -> assertThat(failure.exitCode()).isEqualTo(128))
                .hasMessageContaining("none");
        assertThat(containers.runDirectory().resolve("bundles")).isEmptyDirectory();
    }

    @Test
    void anExecHasItsOwnStreamsUserAndExitCode() throws Exception {
        LiveContainer container = containers.start(process("sleep", "1000"));
        ProcessSpec process = shell("id -u; id -g; echo $A; echo err >&2; cat; exit 3")
                .withUser(new dev.proa.runtime.spec.User(1000, 1001, List.of(1002L)))
                .withEnv(List.of("PATH=/bin", "A=b c"));
        ExecProcess exec = container.exec("e1", process, INPUT_ONCE, true);
        try (AttachedStreams streams = exec.streams().orElseThrow()) {
            streams.write("in\n".getBytes(StandardCharsets.UTF_8), 0, 3);
            streams.closeInput();
            List<OutputChunk> chunks = readAll(streams);
            assertThat(text(chunks, Stream.OUTPUT)).isEqualTo("1000\n1001\nb c\nin\n");
            assertThat(text(chunks, Stream.ERROR)).isEqualTo("err\n");
        }
        assertThat(await(exec)).isEqualTo(3);
        assertThat(containers.runDirectory().resolve("execs")).isEmptyDirectory();
    }

    @Test
    void execsRunDetachedEndBySignalsAndHaveTerminals() throws Exception {
        LiveContainer container = containers.start(process("sleep", "1000"));
        ExecProcess detached = container.exec("e1", shell("exec sleep 1000"), Stdio.OUTPUT, false);
        assertThat(detached.streams()).isEmpty();
        assertThat(detached.signal(15)).isTrue();
        assertThat(await(detached)).isEqualTo(143);
        assertThat(detached.signal(15)).isFalse();

        // The size and the input go different ways to conmon; stty fails while there is no size.
        ProcessSpec sized = shell("read line; n=0; until stty size 2>/dev/null || [ $n = 1000 ]; do"
                        + " usleep 10000; n=$((n + 1)); done")
                .withTerminal(true);
        ExecProcess terminal = container.exec("e2", sized, TERMINAL, true);
        try (AttachedStreams streams = terminal.streams().orElseThrow()) {
            terminal.resize(50, 90);
            streams.write("x\n".getBytes(StandardCharsets.UTF_8), 0, 2);
            assertThat(output(streams)).contains("50 90\r\n");
        }
        assertThat(await(terminal)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"crun", "runc"})
    void anExecThatCannotStartIsToldApart(String ociRuntime) throws Exception {
        Files.writeString(containers.rootfs.resolve("etc/plain"), "x");
        LiveContainer container = containers.create(process("sleep", "1000"), Stdio.OUTPUT, ociRuntime);
        container.start();
        for (boolean attached : new boolean[] {true, false}) {
            assertThatThrownBy(() -> container.exec("e1", process("nosuch"), Stdio.OUTPUT, attached))
                    .isInstanceOfSatisfying(
                            OciRuntimeException.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(127))
                    .hasMessage("OCI runtime exec failed: exec failed: unable to start container process: exec:"
                            + " \"nosuch\": executable file not found in $PATH: unknown");
            assertThatThrownBy(() -> container.exec("e2", process("/etc/plain"), Stdio.OUTPUT, attached))
                    .isInstanceOfSatisfying(
                            OciRuntimeException.class,
                            failure -> assertThat(failure.exitCode()).isEqualTo(126));
            assertThatThrownBy(() -> container.exec("e3", process("true").withCwd("/no/such"), Stdio.OUTPUT, attached))
                    .isInstanceOf(OciRuntimeException.class)
                    .hasMessageContaining("/no/such");
        }
        assertThat(containers.runDirectory().resolve("execs")).isEmptyDirectory();
    }

    @Test
    void aHundredExecsAtOnceKeepTheirOutputsApart() throws Exception {
        LiveContainer container = containers.start(process("sleep", "1000"));
        List<CompletableFuture<String>> outputs = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> {
                    CompletableFuture<String> result = new CompletableFuture<>();
                    Thread.startVirtualThread(() -> {
                        try {
                            ExecProcess exec =
                                    container.exec("e" + i, shell("echo " + i + "; exit " + i), Stdio.OUTPUT, true);
                            try (AttachedStreams streams = exec.streams().orElseThrow()) {
                                result.complete(output(streams).strip() + "=" + await(exec));
                            }
                        } catch (Exception failure) {
                            result.completeExceptionally(failure);
                        }
                    });
                    return result;
                })
                .toList();
        List<String> all = outputs.stream().map(CompletableFuture::join).toList();
        assertThat(all)
                .isEqualTo(java.util.stream.IntStream.range(0, 100)
                        .mapToObj(i -> i + "=" + i)
                        .collect(Collectors.toList()));
    }
}
