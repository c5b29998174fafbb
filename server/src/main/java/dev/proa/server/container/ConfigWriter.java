package dev.proa.server.container;

import dev.proa.engine.container.ContainerConfig;
import dev.proa.engine.container.HostConfig;
import dev.proa.engine.container.PortPublishing;
import dev.proa.wire.container.ContainerConfigBody;
import dev.proa.wire.container.ContainerConfigBuilder;
import dev.proa.wire.container.HostConfigBody;
import dev.proa.wire.container.HostConfigBuilder;
import dev.proa.wire.container.LogConfig;
import dev.proa.wire.container.PortBinding;
import dev.proa.wire.container.RestartPolicy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A container's two configurations as inspect shows them; what was not said is null there, as in dockerd's. */
final class ConfigWriter {
    private ConfigWriter() {}

    static ContainerConfigBody body(ContainerConfig config) {
        return new ContainerConfigBuilder()
                .hostname(text(config.hostname()))
                .domainname(text(config.domainname()))
                .user(config.user())
                .attachStdin(config.attachStdin())
                .attachStdout(config.attachStdout())
                .attachStderr(config.attachStderr())
                .tty(config.tty())
                .openStdin(config.openStdin())
                .stdinOnce(config.stdinOnce())
                .env(config.env())
                .cmd(config.cmd())
                .entrypoint(config.entrypoint())
                .image(config.image())
                .workingDir(config.workingDir())
                .labels(config.labels())
                .exposedPorts(nullIfEmpty(config.exposedPorts()))
                .volumes(nullIfEmpty(config.volumes()))
                .onBuild(config.onBuild())
                .shell(config.shell())
                .stopSignal(text(config.stopSignal()))
                .stopTimeout(config.stopTimeout())
                .build();
    }

    /** @param name the container's, by which links are shown */
    static HostConfigBody body(HostConfig host, String runtime, String name) {
        return new HostConfigBuilder()
                .logConfig(log(host.log()))
                .networkMode(host.networkMode())
                .portBindings(bindings(host.ports()))
                .publishAllPorts(host.ports().all())
                .restartPolicy(new RestartPolicy("no", 0))
                .autoRemove(host.autoRemove())
                .consoleSize(ConsoleSizes.body(host.consoleSize()))
                .capAdd(nullIfEmpty(host.capAdd()))
                .capDrop(nullIfEmpty(host.capDrop()))
                .cgroupnsMode(host.cgroupnsMode())
                .dns(host.dns())
                .dnsOptions(host.dnsOptions())
                .dnsSearch(host.dnsSearch())
                .extraHosts(nullIfEmpty(host.extraHosts()))
                .groupAdd(nullIfEmpty(host.groupAdd()))
                .links(nullIfEmpty(links(host.links(), name)))
                .ipcMode(host.ipcMode())
                .oomScoreAdj(host.oomScoreAdj())
                .pidMode(host.pidMode())
                .privileged(host.privileged())
                .readonlyRootfs(host.readonlyRootfs())
                .securityOpt(nullIfEmpty(host.securityOpt()))
                .tmpfs(host.tmpfs())
                .utsMode(host.utsMode())
                .shmSize(host.shmSize())
                .sysctls(host.sysctls())
                .runtime(runtime)
                .maskedPaths(host.maskedPaths())
                .readonlyPaths(host.readonlyPaths())
                .init(host.init())
                .build();
    }

    private static LogConfig log(dev.proa.engine.container.@Nullable LogConfig log) {
        return log == null ? new LogConfig("json-file", Map.of()) : new LogConfig(log.driver(), log.options());
    }

    private static Map<String, @Nullable List<PortBinding>> bindings(PortPublishing ports) {
        Map<String, @Nullable List<PortBinding>> bindings = new TreeMap<>();
        ports.bindings()
                .forEach((port, where) -> bindings.put(
                        port,
                        where.stream()
                                .map(place -> new PortBinding(place.ip(), place.port()))
                                .toList()));
        return bindings;
    }

    private static List<String> links(List<String> links, String parent) {
        return links.stream()
                .map(link -> {
                    int colon = link.indexOf(':');
                    String target = colon < 0 ? link : link.substring(0, colon);
                    return "/" + target + ":/" + parent + "/" + link.substring(colon + 1);
                })
                .toList();
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static @Nullable List<String> nullIfEmpty(List<String> list) {
        return list.isEmpty() ? null : list;
    }

    private static @Nullable Set<String> nullIfEmpty(Set<String> set) {
        return set.isEmpty() ? null : set;
    }
}
