package dev.proa.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** What separates a container from the host and from other containers; attacked from inside. */
@EachCli
class IsolationTest {

    /**
     * The fourteen of Docker's default: chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap,
     * net_bind_service, net_raw, sys_chroot, mknod, audit_write, setfcap; bits as in linux/capability.h.
     */
    private static final long DEFAULT_CAPABILITIES = 0x00000000a80425fbL;

    private static final int NET_ADMIN = 12;
    private static final int CHOWN = 0;

    private final Cli cli;

    IsolationTest(Cli cli) {
        this.cli = cli;
    }

    private String inside(String script, String... options) {
        return result(script, options).ok();
    }

    private Cli.Result result(String script, String... options) {
        String[] line = new String[options.length + 6];
        line[0] = "run";
        line[1] = "--rm";
        System.arraycopy(options, 0, line, 2, options.length);
        List<String> rest = List.of("busybox", "sh", "-c", script);
        for (int i = 0; i < 4; i++) {
            line[options.length + 2 + i] = rest.get(i);
        }
        return cli.run(line);
    }

    private static long capabilities(String status, String set) {
        Matcher matcher =
                Pattern.compile("(?m)^" + set + ":\\s*([0-9a-f]{16})$").matcher(status);
        assertThat(matcher.find()).as("%s in %s", set, status).isTrue();
        return Long.parseUnsignedLong(matcher.group(1), 16);
    }

    /** What this machine can give at most: what the daemon itself has. */
    private static long hostBounding() throws IOException {
        return capabilities(Files.readString(Path.of("/proc/self/status")), "CapBnd");
    }

    @ConcurrentTest
    void everyNamespaceIsItsOwn() throws IOException {
        String listing =
                inside("cd /proc/self/ns; for n in mnt pid ipc uts net cgroup; do echo $n $(readlink $n); done");
        for (String line : listing.lines().toList()) {
            String name = line.substring(0, line.indexOf(' '));
            String host = Files.readSymbolicLink(Path.of("/proc/self/ns", name)).toString();
            // On cgroup v1 dockerd 20.10 leaves containers in the host's cgroup namespace; Proa does not.
            if (!(name.equals("cgroup") && EngineKind.CURRENT == EngineKind.DOCKERD)) {
                assertThat(line).as(name).isNotEqualTo(name + " " + host);
            }
        }
    }

    @ConcurrentTest
    void itSeesOnlyItsOwnProcesses() {
        assertThat(inside("ls /proc | grep -c '^[0-9]'; cat /proc/1/cmdline | tr '\\0' ' '"))
                .matches("(?s)[1-9]\n(sh -c|/bin/sh -c|sh).*");
    }

    @ConcurrentTest
    void capabilitiesAreDockersDefault() throws IOException {
        String status = inside("cat /proc/self/status");
        long expected = DEFAULT_CAPABILITIES & hostBounding();
        assertThat(capabilities(status, "CapEff")).isEqualTo(expected);
        assertThat(capabilities(status, "CapPrm")).isEqualTo(expected);
        assertThat(capabilities(status, "CapBnd")).isEqualTo(expected);
        // Inheritable ones were a vulnerability (CVE-2022-24769).
        assertThat(capabilities(status, "CapInh")).isZero();
        assertThat(capabilities(status, "CapAmb")).isZero();
    }

    @ConcurrentTest
    void anotherUserHasNone() {
        String status = inside("cat /proc/self/status", "-u", "www");
        assertThat(capabilities(status, "CapEff")).isZero();
        assertThat(capabilities(status, "CapPrm")).isZero();
    }

    @ConcurrentTest
    void capabilitiesAreAddedAndDropped() throws IOException {
        String status = inside("cat /proc/self/status", "--cap-add", "NET_ADMIN", "--cap-drop", "CAP_CHOWN");
        assertThat(capabilities(status, "CapEff"))
                .isEqualTo(((DEFAULT_CAPABILITIES & ~(1L << CHOWN)) | (1L << NET_ADMIN)) & hostBounding());
        assertThat(capabilities(inside("cat /proc/self/status", "--cap-drop", "ALL"), "CapBnd"))
                .isZero();
        assertThat(capabilities(inside("cat /proc/self/status", "--cap-drop", "ALL", "--cap-add", "chown"), "CapEff"))
                .isEqualTo(1L << CHOWN);
        assertThat(result("true", "--cap-add", "NOT_ONE").exits(125).err())
                .contains(EngineKind.wording(
                        "invalid CapAdd: unknown capability: \"CAP_NOT_ONE\"", "unknown capability: \"CAP_NOT_ONE\""));
    }

    @ConcurrentTest
    void privilegedHasAllThatTheHostHas() throws IOException {
        if (EngineKind.CURRENT == EngineKind.DOCKERD) {
            return; // Where the machine lacks a capability, dockerd fails: "unable to apply caps".
        }
        String status = inside("cat /proc/self/status; ls /dev", "--privileged");
        assertThat(capabilities(status, "CapEff")).isEqualTo(hostBounding());
        assertThat(status).containsPattern("(?m)^Seccomp:\\s+0$");
        assertThat(inside("mount -t tmpfs none /tmp && echo mounted", "--privileged"))
                .isEqualTo("mounted");
        assertThat(inside("ls /dev | wc -l", "--privileged")).isNotEqualTo(inside("ls /dev | wc -l"));
    }

    @ConcurrentTest
    void systemCallsAreFiltered() {
        assertThat(inside("grep ^Seccomp: /proc/self/status")).matches("Seccomp:\\s+2");
        // Refused by the profile, not for lack of a capability: unshare of a user namespace needs none.
        assertThat(result("unshare -U true").err()).contains("Operation not permitted");
        assertThat(inside("unshare -U true && echo allowed", "--security-opt", "seccomp=unconfined"))
                .isEqualTo("allowed");
        assertThat(inside("grep ^Seccomp: /proc/self/status", "--security-opt", "seccomp=unconfined"))
                .matches("Seccomp:\\s+0");
    }

    @ConcurrentTest
    void aSeccompProfileOfOnesOwn(@TempDir Path dir) throws IOException {
        Path profile = Files.writeString(
                dir.resolve("profile.json"),
                "{\"defaultAction\":\"SCMP_ACT_ALLOW\",\"syscalls\":[{\"names\":[\"mkdir\",\"mkdirat\"],\"action\":\"SCMP_ACT_ERRNO\"}]}");
        assertThat(result("mkdir /x", "--security-opt", "seccomp=" + profile).err())
                .contains("Operation not permitted");
        Path broken = Files.writeString(dir.resolve("broken.json"), "{broken");
        assertThat(result("true", "--security-opt", "seccomp=" + broken)
                        .exits(125)
                        .err())
                .isNotEmpty();
        assertThat(result("true", "--security-opt", "seccomp=" + dir.resolve("missing"))
                        .exits(125)
                        .err())
                .contains("no such file or directory");
    }

    @ConcurrentTest
    void noNewPrivileges() {
        assertThat(inside("grep NoNewPrivs /proc/self/status")).endsWith("0");
        assertThat(inside("grep NoNewPrivs /proc/self/status", "--security-opt", "no-new-privileges"))
                .endsWith("1");
        assertThat(result("true", "--security-opt", "no-such-option=1")
                        .exits(125)
                        .err())
                .contains("no-such-option");
    }

    @ConcurrentTest
    void sensitiveFilesAreMaskedOrReadOnly() {
        assertThat(
                        inside(
                                "head -c 10 /proc/kcore | wc -c; head -c 10 /proc/keys | wc -c; head -c 10 /proc/timer_list 2>/dev/null | wc -c; ls /sys/firmware | wc -l; ls /proc/acpi 2>/dev/null | wc -l"))
                .isEqualTo("0\n0\n0\n0\n0");
        for (String path :
                List.of("/proc/sys/kernel/hostname", "/proc/sysrq-trigger", "/proc/irq/0/x", "/sys/kernel/x")) {
            Cli.Result write = result("echo x > " + path);
            assertThat(write.exit()).as("writing to %s", path).isNotZero();
        }
        assertThat(result("echo x > /proc/sys/kernel/hostname").err()).contains("Read-only file system");
    }

    @ConcurrentTest
    void itCannotMountOrMakeWorkingDevices() {
        assertThat(result("mount -t tmpfs none /tmp").err()).containsAnyOf("ermission denied", "not permitted");
        assertThat(result("mount -o remount,rw /proc/sys").err()).containsAnyOf("ermission denied", "not permitted");
        // mknod is allowed, but the devices cgroup denies opening: 1:1 is the host's memory, 254:0 its disk.
        assertThat(result("mknod /mem c 1 1 && head -c 1 /mem").exit()).isNotZero();
        assertThat(result("mknod /disk b 254 0 && head -c 1 /disk").exit()).isNotZero();
        assertThat(
                        inside(
                                "head -c 3 /dev/zero | wc -c; echo x > /dev/null; head -c 2 /dev/urandom | wc -c; ls /dev | sort | tr '\\n' ' '"))
                .startsWith("3\n2\n")
                .contains(
                        " full ",
                        " mqueue ",
                        " null ",
                        " ptmx ",
                        " pts ",
                        " random ",
                        " shm ",
                        " stdin ",
                        " tty ",
                        " zero");
    }

    @ConcurrentTest
    void itCannotChangeTheHost() {
        assertThat(result("hostname other").err()).contains("not permitted");
        assertThat(result("date -s 2000-01-01").err()).contains("not permitted");
        assertThat(result("chroot /proc/1/root ls /work").exit()).isNotZero();
        assertThat(result("ip link add x type dummy").exit()).isNotZero();
    }

    @ConcurrentTest
    void theRootCannotBeClimbedOutOf() {
        assertThat(inside("cd ../../../../..; ls; ls /proc/1/root/"))
                .doesNotContain("work")
                .doesNotContain("vmlinuz")
                .contains("bin");
        assertThat(inside("grep -c ' / / ' /proc/self/mountinfo; cat /proc/self/mountinfo | wc -l")
                        .lines()
                        .toList()
                        .get(0))
                .isIn("0", "1");
    }

    @ConcurrentTest
    void aFileOfOneContainerIsSeenInNoOther() {
        String name = SharedEngine.freshName("files");
        cli.run(
                        "run",
                        "-d",
                        "--name",
                        name,
                        "busybox",
                        "sh",
                        "-c",
                        "echo secret > /secret; echo changed > /etc/passwd; sleep 1000")
                .ok();
        Await.until(
                "the file", () -> cli.run("exec", name, "cat", "/secret").out().equals("secret\n"));
        assertThat(result("cat /secret").exit()).isEqualTo(1);
        assertThat(inside("head -1 /etc/passwd")).isEqualTo("root:x:0:0:root:/root:/bin/sh");
        assertThat(cli.run("exec", name, "cat", "/etc/passwd").ok()).isEqualTo("changed");
    }

    @ConcurrentTest
    void readOnly() {
        assertThat(result("touch /x", "--read-only").err()).contains("Read-only file system");
        assertThat(inside("touch /dev/shm/x; echo ok", "--read-only")).isEqualTo("ok");
    }

    @ConcurrentTest
    void networkModes() throws IOException {
        assertThat(inside("ls /sys/class/net", "--network", "none")).isEqualTo("lo");
        assertThat(inside("ip addr show lo | grep -c 127.0.0.1", "--network", "none"))
                .isEqualTo("1");
        assertThat(inside("readlink /proc/self/ns/net", "--network", "host"))
                .isEqualTo(Files.readSymbolicLink(Path.of("/proc/self/ns/net")).toString());
        assertThat(inside("hostname", "--network", "host"))
                .isEqualTo(
                        Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
        assertThat(inside("ls /sys/class/net", "--network", "bridge").lines()).contains("eth0", "lo");
        assertThat(result("true", "--network", "not-there").exits(125).err()).contains("network not-there not found");
    }

    @ConcurrentTest
    void anotherRuntime() {
        assertThat(inside("echo by runc", "--runtime", "runc")).isEqualTo("by runc");
        assertThat(result("true", "--runtime", "not-there").exits(125).err())
                .contains(EngineKind.wording(
                        "Unknown runtime specified not-there", "unknown or invalid runtime name: not-there"));
    }

    @ConcurrentTest
    void cgroupsAreItsOwn() {
        // The path of a container's cgroup holds its id, seen from the host.
        String name = SharedEngine.freshName("cgroup");
        String id =
                cli.run("run", "-d", "--name", name, "busybox", "sleep", "1000").ok();
        String pid = cli.run("inspect", "-f", "{{.State.Pid}}", name).ok();
        assertThat(Path.of("/proc", pid, "cgroup")).content().contains(id);
    }
}
