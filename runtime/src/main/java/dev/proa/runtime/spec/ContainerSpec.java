package dev.proa.runtime.spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything the OCI runtime is told about a container. It holds nothing but what is given: {@link #docker} starts from
 * what Docker gives every container.
 *
 * @param process what runs in it
 * @param rootfs its root file system, a directory on the host
 * @param readonlyRootfs whether that cannot be written to
 * @param hostname its name in its own UTS namespace; empty to leave the name alone
 * @param domainname its NIS domain name; empty to leave it alone
 * @param mounts made in this order
 * @param namespaces which namespaces it does not share with the host
 * @param cgroupPath its cgroup, a path below the root of each hierarchy
 * @param maskedPaths files and directories that are hidden
 * @param readonlyPaths files and directories that cannot be written to
 * @param devices nodes besides null, zero, full, random, urandom, tty, console and ptmx, which every container has
 * @param deviceRules which devices it may use, later rules winning
 * @param resources its limits
 * @param seccomp which system calls it may make; all if empty
 * @param sysctls kernel parameters of its namespaces
 * @param annotations free values for the OCI runtime
 * @param rootPropagation how mounts travel between host and container, for example {@code rslave}
 */
public record ContainerSpec(
        ProcessSpec process,
        Path rootfs,
        boolean readonlyRootfs,
        String hostname,
        String domainname,
        List<Mount> mounts,
        List<Namespace> namespaces,
        String cgroupPath,
        List<String> maskedPaths,
        List<String> readonlyPaths,
        List<Device> devices,
        List<Device.Rule> deviceRules,
        Resources resources,
        Optional<Seccomp> seccomp,
        Map<String, String> sysctls,
        Map<String, String> annotations,
        Optional<String> rootPropagation) {
    public ContainerSpec {
        mounts = List.copyOf(mounts);
        namespaces = List.copyOf(namespaces);
        maskedPaths = List.copyOf(maskedPaths);
        readonlyPaths = List.copyOf(readonlyPaths);
        devices = List.copyOf(devices);
        deviceRules = List.copyOf(deviceRules);
        sysctls = Map.copyOf(sysctls);
        annotations = Map.copyOf(annotations);
    }

    /** The same with one more annotation, replacing one of that name. */
    public ContainerSpec withAnnotation(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(annotations);
        more.put(name, value);
        return new ContainerSpec(
                process,
                rootfs,
                readonlyRootfs,
                hostname,
                domainname,
                mounts,
                namespaces,
                cgroupPath,
                maskedPaths,
                readonlyPaths,
                devices,
                deviceRules,
                resources,
                seccomp,
                sysctls,
                more,
                rootPropagation);
    }

    /** The config.json of an OCI bundle, in UTF-8. */
    public byte[] toJson() {
        return SpecJson.container(this);
    }

    /**
     * What Docker gives a container that asks for nothing special: its mounts, masked and read-only paths, device rules
     * and namespaces of its own, among them network and cgroup. Without seccomp, which depends on the host's files.
     */
    public static Builder docker(ProcessSpec process, Path rootfs, String cgroupPath) {
        return new Builder(process, rootfs, cgroupPath);
    }

    /** Collects a specification step by step. Used by one thread. */
    public static final class Builder {
        private final ProcessSpec process;
        private final Path rootfs;
        private final String cgroupPath;
        private final Map<Namespace.Kind, Namespace> namespaces = new LinkedHashMap<>();
        private boolean readonlyRootfs;
        private String hostname = "";
        private String domainname = "";
        private List<Mount> mounts = List.of();
        private long shmSize = DockerDefaults.SHM_SIZE;
        private boolean withShm = true;
        private boolean privileged;
        private boolean pathsUnconfined;
        private @Nullable List<String> maskedPaths;
        private @Nullable List<String> readonlyPaths;
        private List<Device> devices = List.of();
        private List<Device.Rule> deviceRules = List.of();
        private Resources resources = Resources.NONE;
        private Optional<Seccomp> seccomp = Optional.empty();
        private Map<String, String> sysctls = Map.of();
        private Map<String, String> annotations = Map.of();
        private Optional<String> rootPropagation = Optional.empty();

        private Builder(ProcessSpec process, Path rootfs, String cgroupPath) {
            this.process = process;
            this.rootfs = rootfs;
            this.cgroupPath = cgroupPath;
            for (Namespace.Kind kind : Namespace.Kind.values()) {
                if (kind != Namespace.Kind.USER) {
                    namespaces.put(kind, Namespace.own(kind));
                }
            }
        }

        /** Makes the root file system and Docker's own mounts read-only, those under /dev and /proc excepted. */
        public Builder readonlyRootfs(boolean readonly) {
            readonlyRootfs = readonly;
            return this;
        }

        /** The name of the host as the container sees it; without effect in the host's UTS namespace. */
        public Builder hostname(String name) {
            hostname = name;
            return this;
        }

        /** The NIS domain name; without effect in the host's UTS namespace. */
        public Builder domainname(String name) {
            domainname = name;
            return this;
        }

        /** Mounts of this container; one at the place of a default mount replaces it, one at /dev all below it. */
        public Builder mounts(List<Mount> own) {
            mounts = List.copyOf(own);
            return this;
        }

        /** The size of /dev/shm in bytes. */
        public Builder shmSize(long bytes) {
            shmSize = bytes;
            return this;
        }

        /** Leaves out the default /dev/shm. */
        public Builder withoutShm() {
            withShm = false;
            return this;
        }

        /** Shares this kind of namespace with the host. */
        public Builder host(Namespace.Kind kind) {
            namespaces.remove(kind);
            return this;
        }

        /** Joins a namespace instead of making one. */
        public Builder join(Namespace.Kind kind, Path path) {
            namespaces.put(kind, Namespace.joined(kind, path));
            return this;
        }

        /**
         * Lifts what keeps the container from the host: no masked or read-only paths, /sys and cgroups writable, all
         * devices allowed. Capabilities and seccomp are set apart from this, and host devices given by
         * {@link #devices}.
         */
        public Builder privileged(boolean lifted) {
            privileged = lifted;
            return this;
        }

        /** Hides nothing and protects nothing: Docker's {@code --security-opt systempaths=unconfined}. */
        public Builder pathsUnconfined(boolean unconfined) {
            pathsUnconfined = unconfined;
            return this;
        }

        /** Other paths to hide than Docker's. */
        public Builder maskedPaths(List<String> paths) {
            maskedPaths = List.copyOf(paths);
            return this;
        }

        /** Other paths to protect from writing than Docker's. */
        public Builder readonlyPaths(List<String> paths) {
            readonlyPaths = List.copyOf(paths);
            return this;
        }

        /** Device nodes besides the usual ones, and rules besides Docker's. */
        public Builder devices(List<Device> nodes, List<Device.Rule> rules) {
            devices = List.copyOf(nodes);
            deviceRules = List.copyOf(rules);
            return this;
        }

        /** Limits of the container as a whole. */
        public Builder resources(Resources limits) {
            resources = limits;
            return this;
        }

        /** Which system calls are allowed; all if empty. */
        public Builder seccomp(Optional<Seccomp> filter) {
            seccomp = filter;
            return this;
        }

        /** Kernel parameters of the container's namespaces. */
        public Builder sysctls(Map<String, String> parameters) {
            sysctls = Map.copyOf(parameters);
            return this;
        }

        /** Free values for the OCI runtime. */
        public Builder annotations(Map<String, String> values) {
            annotations = Map.copyOf(values);
            return this;
        }

        /** How mounts travel between host and container. */
        public Builder rootPropagation(String propagation) {
            rootPropagation = Optional.of(propagation);
            return this;
        }

        /** The specification. */
        public ContainerSpec build() {
            boolean confined = !privileged && !pathsUnconfined;
            boolean ownUts = namespaces.containsKey(Namespace.Kind.UTS);
            return new ContainerSpec(
                    process,
                    rootfs,
                    readonlyRootfs,
                    ownUts ? hostname : "",
                    ownUts ? domainname : "",
                    DockerDefaults.mounts(mounts, shmSize, withShm, privileged, readonlyRootfs),
                    List.copyOf(namespaces.values()),
                    cgroupPath,
                    confined ? Objects.requireNonNullElse(maskedPaths, DockerDefaults.MASKED_PATHS) : List.of(),
                    confined ? Objects.requireNonNullElse(readonlyPaths, DockerDefaults.READONLY_PATHS) : List.of(),
                    devices,
                    DockerDefaults.deviceRules(privileged, deviceRules),
                    resources,
                    seccomp,
                    sysctls,
                    annotations,
                    rootPropagation);
        }
    }
}
