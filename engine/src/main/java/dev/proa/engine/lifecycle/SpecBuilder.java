package dev.proa.engine.lifecycle;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.container.HostConfig;
import dev.proa.engine.container.TerminalSize;
import dev.proa.engine.failure.Internal;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.failure.StartFailure;
import dev.proa.runtime.spec.ConsoleSize;
import dev.proa.runtime.spec.ContainerSpec;
import dev.proa.runtime.spec.DockerDefaults;
import dev.proa.runtime.spec.Mount;
import dev.proa.runtime.spec.Namespace;
import dev.proa.runtime.spec.ProcessSpec;
import dev.proa.runtime.spec.User;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says in the OCI runtime's terms what a container is to be. */
public final class SpecBuilder {
    private final ContainerPaths paths;
    private final Privileges privileges;
    private final InitProgram init;
    private final Function<Container, List<String>> linked;

    /** @param linked the environment variables that tell a container of those it is linked to */
    public SpecBuilder(
            ContainerPaths paths, Privileges privileges, InitProgram init, Function<Container, List<String>> linked) {
        this.paths = paths;
        this.privileges = privileges;
        this.init = init;
        this.linked = linked;
    }

    /** @param root where the container's file system is mounted */
    ContainerSpec build(Container container, Path root, Sandboxes.Sandbox sandbox) throws IOException {
        HostConfig host = container.definition().host();
        ContainerConfig config = container.definition().config();
        boolean withInit = Boolean.TRUE.equals(host.init());
        ContainerSpec.Builder spec = ContainerSpec.docker(
                        process(container, root, withInit), root, ContainerCgroups.path(container.id()))
                .readonlyRootfs(host.readonlyRootfs())
                .hostname(orEmpty(config.hostname()))
                .domainname(orEmpty(config.domainname()))
                .mounts(mounts(container, withInit))
                .seccomp(privileges.seccomp(host))
                .privileged(host.privileged());
        if (host.shmSize() > 0) {
            spec.shmSize(host.shmSize());
        }
        if (host.maskedPaths() != null) {
            spec.maskedPaths(host.maskedPaths());
        }
        if (host.readonlyPaths() != null) {
            spec.readonlyPaths(host.readonlyPaths());
        }
        if (host.privileged()) {
            spec.devices(HostDevices.all(), List.of());
        }
        namespaces(spec, host, sandbox);
        spec.sysctls(sysctls(host, sandbox));
        return spec.build();
    }

    private static void namespaces(ContainerSpec.Builder spec, HostConfig host, Sandboxes.Sandbox sandbox) {
        if (sandbox.namespace() == null) {
            spec.host(Namespace.Kind.NETWORK);
        } else {
            spec.join(Namespace.Kind.NETWORK, sandbox.namespace());
        }
        if (host.pidMode().equals("host")) {
            spec.host(Namespace.Kind.PID);
        }
        if (host.ipcMode().equals("host")) {
            spec.host(Namespace.Kind.IPC);
        } else if (host.ipcMode().equals("none")) {
            spec.withoutShm();
        }
        if (host.utsMode().equals("host")) {
            spec.host(Namespace.Kind.UTS);
        }
        // As with Docker on cgroup v2, what is privileged sees the host's cgroups unless it is asked not to.
        if (host.cgroupnsMode().equals("host")
                || (host.privileged() && host.cgroupnsMode().isEmpty())) {
            spec.host(Namespace.Kind.CGROUP);
        }
    }

    private static Map<String, String> sysctls(HostConfig host, Sandboxes.Sandbox sandbox) {
        Map<String, String> all = new HashMap<>();
        if (sandbox.namespace() != null) {
            all.putAll(DockerDefaults.NETWORK_SYSCTLS);
        }
        all.putAll(host.sysctls());
        return all;
    }

    private ProcessSpec process(Container container, Path root, boolean withInit) throws IOException {
        ContainerConfig config = container.definition().config();
        HostConfig host = container.definition().host();
        List<String> args = new ArrayList<>();
        if (withInit) {
            args.addAll(List.of(DockerDefaults.INIT_PATH, "--"));
        }
        args.addAll(container.definition().commandLine());
        ProcessUser user = user(root, config.user(), host.groupAdd());
        if (!config.workingDir().isEmpty() && RootFiles.isNoDirectory(root, config.workingDir())) {
            throw new StartFailure("Cannot mkdir: " + config.workingDir() + " is not a directory", 128, true);
        }
        return new ProcessSpec(
                args,
                withHome(environment(container, config.tty()), user),
                config.workingDir().isEmpty() ? "/" : config.workingDir(),
                config.tty(),
                size(host.consoleSize()),
                numbers(user),
                privileges.capabilities(host),
                SecurityOptions.parse(host.securityOpt()).noNewPrivileges(),
                host.oomScoreAdj() == 0 ? OptionalInt.empty() : OptionalInt.of(host.oomScoreAdj()),
                List.of());
    }

    /**
     * The process of an exec: the container's, but for what the exec asks for.
     *
     * @param wantedUser null: the container's
     * @param workingDir null: the container's
     * @param consoleSize null: up to the OCI runtime
     */
    public ProcessSpec exec(
            Container container,
            List<String> command,
            List<String> env,
            @Nullable String wantedUser,
            @Nullable String workingDir,
            boolean tty,
            @Nullable TerminalSize consoleSize,
            boolean privileged) {
        ContainerConfig config = container.definition().config();
        HostConfig host = container.definition().host();
        List<String> variables = new ArrayList<>(environment(container, tty));
        variables.addAll(env);
        String directory = workingDir == null || workingDir.isEmpty() ? config.workingDir() : workingDir;
        try {
            ProcessUser user = user(
                    paths.rootfs(container.id()),
                    wantedUser == null || wantedUser.isEmpty() ? config.user() : wantedUser,
                    host.groupAdd());
            return new ProcessSpec(
                    command,
                    withHome(ProcessEnvironment.merge(variables), user),
                    directory.isEmpty() ? "/" : directory,
                    tty,
                    size(consoleSize),
                    numbers(user),
                    privileged ? privileges.all() : privileges.capabilities(host),
                    SecurityOptions.parse(host.securityOpt()).noNewPrivileges(),
                    OptionalInt.empty(),
                    List.of());
        } catch (IOException failure) {
            throw new Internal("read the users of container " + container.id() + ": " + failure.getMessage(), failure);
        }
    }

    private static Optional<ConsoleSize> size(@Nullable TerminalSize size) {
        return Optional.ofNullable(size).map(known -> new ConsoleSize(known.rows(), known.columns()));
    }

    private List<String> environment(Container container, boolean tty) {
        ContainerConfig config = container.definition().config();
        List<String> variables = new ArrayList<>(linked.apply(container));
        variables.addAll(config.env());
        return ProcessEnvironment.of(orEmpty(config.hostname()), tty, variables);
    }

    private static ProcessUser user(Path root, String wanted, List<String> groups) throws IOException {
        try {
            return RootFiles.users(root).find(wanted, groups);
        } catch (InvalidArgument unknown) {
            throw new StartFailure(unknown.text(), 126, true);
        }
    }

    /** runc sets HOME when nobody else has, crun does not: with any runtime it is the user's own. */
    private static List<String> withHome(List<String> env, ProcessUser user) {
        if (env.stream().anyMatch(variable -> variable.startsWith("HOME="))) {
            return env;
        }
        List<String> all = new ArrayList<>(env);
        all.add("HOME=" + user.home());
        return all;
    }

    private static User numbers(ProcessUser found) {
        return new User(
                found.uid(),
                found.gid(),
                found.additionalGids().stream().map(Integer::longValue).toList());
    }

    private List<Mount> mounts(Container container, boolean withInit) {
        String id = container.id();
        List<Mount> mounts = new ArrayList<>();
        for (Map.Entry<String, String> tmpfs :
                container.definition().host().tmpfs().entrySet()) {
            List<String> options = new ArrayList<>(List.of("noexec", "nosuid", "nodev"));
            for (String option : tmpfs.getValue().split(",", -1)) {
                if (!option.isEmpty()) {
                    options.removeIf(other -> other.equals("no" + option) || other.equals(option));
                    options.add(option);
                }
            }
            mounts.add(new Mount(tmpfs.getKey(), "tmpfs", "tmpfs", options));
        }
        mounts.add(Mount.bind(paths.resolvConf(id).toString(), "/etc/resolv.conf", false));
        mounts.add(Mount.bind(paths.hostname(id).toString(), "/etc/hostname", false));
        mounts.add(Mount.bind(paths.hosts(id).toString(), "/etc/hosts", false));
        if (withInit) {
            mounts.add(Mount.bind(init.path().toString(), DockerDefaults.INIT_PATH, true));
        }
        return mounts;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
