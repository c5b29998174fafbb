package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.container.ContainerRequest;
import dev.proa.engine.container.HostConfig;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.NotSupported;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What a request for a container may say; all of it is checked before anything is made. */
final class RequestRules {
    private static final Set<String> PRIVATE_OR_HOST = Set.of("", "private", "host");

    /** Sysctls that belong to a namespace of the container's own; all others would change the host (sysctl(5)). */
    private static final Set<String> IPC_SYSCTLS = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private final Set<String> runtimes;
    private final LogRules logs;

    RequestRules(Set<String> runtimes, LogRules logs) {
        this.runtimes = runtimes;
        this.logs = logs;
    }

    /** Checks a request and answers it in normal form. */
    ContainerRequest check(ContainerRequest request) {
        ContainerConfig config = request.config();
        for (String variable : config.env()) {
            if (variable.isEmpty() || variable.startsWith("=")) {
                throw new InvalidArgument("invalid environment variable: " + variable);
            }
        }
        if (config.stopSignal() != null && !config.stopSignal().isEmpty()) {
            Signal.parse(config.stopSignal());
        }
        check(request.host());
        return new ContainerRequest(
                request.name(), request.platform(), cleaned(config), settled(request.host()), request.endpoints());
    }

    private HostConfig settled(HostConfig host) {
        return host.withLog(logs.settle(host.log()));
    }

    private void check(HostConfig host) {
        namespace("PID", "--pid", host.pidMode(), PRIVATE_OR_HOST);
        namespace("UTS", "--uts", host.utsMode(), Set.of("", "host"));
        namespace("cgroup namespace", "--cgroupns", host.cgroupnsMode(), PRIVATE_OR_HOST);
        if (!host.ipcMode().equals("none") && !host.ipcMode().equals("shareable")) {
            namespace("IPC", "--ipc", host.ipcMode(), PRIVATE_OR_HOST);
        }
        if (host.runtime() != null && !host.runtime().isEmpty() && !runtimes.contains(host.runtime())) {
            throw new InvalidArgument("unknown or invalid runtime name: " + host.runtime());
        }
        if (host.oomScoreAdj() < -1000 || host.oomScoreAdj() > 1000) {
            throw new InvalidArgument(
                    "Invalid value " + host.oomScoreAdj() + ", range for oom score adj is [-1000, 1000]");
        }
        if (host.shmSize() < 0) {
            throw new InvalidArgument("SHM size can not be less than 0");
        }
        SecurityOptions.parse(host.securityOpt());
        sysctls(host);
        for (Map.Entry<String, String> mount : host.tmpfs().entrySet()) {
            if (!mount.getKey().startsWith("/")) {
                throw new InvalidArgument("invalid mount path: '" + mount.getKey() + "' mount path must be absolute");
            }
        }
    }

    private static void namespace(String kind, String flag, String mode, Set<String> known) {
        if (known.contains(mode)) {
            return;
        }
        if (mode.startsWith("container:")) {
            throw new NotSupported(flag + " container:… is not supported by Proa yet");
        }
        throw new InvalidArgument("invalid " + kind + " mode: " + mode);
    }

    private static void sysctls(HostConfig host) {
        boolean ownNetwork = !host.networkMode().equals("host");
        boolean ownIpc = !host.ipcMode().equals("host");
        for (String name : host.sysctls().keySet()) {
            boolean allowed = (name.startsWith("net.") && ownNetwork)
                    || ((IPC_SYSCTLS.contains(name) || name.startsWith("fs.mqueue.")) && ownIpc);
            if (!allowed) {
                throw new InvalidArgument(
                        "invalid sysctl '" + name + "': it does not belong to a namespace of the container's own");
            }
        }
    }

    private static ContainerConfig cleaned(ContainerConfig config) {
        if (config.workingDir().isEmpty()) {
            return config;
        }
        if (!config.workingDir().startsWith("/")) {
            throw new InvalidArgument(
                    "the working directory '" + config.workingDir() + "' is invalid, it needs to be an absolute path");
        }
        return config.withWorkingDir(Path.of(config.workingDir()).normalize().toString());
    }
}
