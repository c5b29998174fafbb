package dev.proa.engine.lifecycle;

import java.nio.file.Path;

/**
 * Where a container's files are. Below the root they live as long as the container; below the run directory as long as
 * a run of it.
 *
 * <pre>
 *   ROOT/containers/ID/      overlay (upper, work), log, hostname, hosts, resolv.conf
 *   RUN/frozen/ID            there while a container is frozen for the engine's sake
 *   RUN/rootfs/ID/           where its root file system is mounted during a run
 * </pre>
 */
public record ContainerPaths(Path root, Path runDir) {
    /** Everything of one container that survives a reboot. */
    public Path home(String id) {
        return root.resolve("containers").resolve(id);
    }

    public Path log(String id) {
        return home(id).resolve("container.log");
    }

    public Path hostname(String id) {
        return home(id).resolve("hostname");
    }

    public Path hosts(String id) {
        return home(id).resolve("hosts");
    }

    public Path resolvConf(String id) {
        return home(id).resolve("resolv.conf");
    }

    /** There while the container is frozen only so that its files can be read. */
    public Path frozen(String id) {
        return runDir.resolve("frozen").resolve(id);
    }

    /** Where the root file system is mounted while the container runs. */
    public Path rootfs(String id) {
        return runDir.resolve("rootfs").resolve(id);
    }
}
