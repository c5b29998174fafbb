package dev.proa.server.container;

import dev.proa.engine.container.HostConfig;
import dev.proa.engine.container.LogConfig;
import dev.proa.engine.container.PortPublishing;
import dev.proa.server.http.ApiVersion;
import dev.proa.wire.container.ContainerConfigBody;
import dev.proa.wire.container.HostConfigBody;
import dev.proa.wire.container.HostConfigBuilder;
import dev.proa.wire.container.PortBinding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a body says of how a container stands to its host. */
final class HostConfigReader {
    private HostConfigReader() {}

    static HostConfig read(ContainerConfigBody body, ApiVersion version) {
        HostConfigBody host = body.hostConfig() == null ? new HostConfigBuilder().build() : body.hostConfig();
        UnsupportedOptions.refuse(host);
        return new HostConfig(
                host.networkMode().isEmpty() ? "default" : host.networkMode(),
                host.autoRemove(),
                host.privileged(),
                host.readonlyRootfs(),
                host.init(),
                orEmpty(host.capAdd()),
                orEmpty(host.capDrop()),
                orEmpty(host.securityOpt()),
                host.maskedPaths(),
                host.readonlyPaths(),
                host.pidMode(),
                host.ipcMode(),
                host.utsMode(),
                host.cgroupnsMode(),
                orEmpty(host.groupAdd()),
                orEmpty(host.dns()),
                orEmpty(host.dnsSearch()),
                orEmpty(host.dnsOptions()),
                orEmpty(host.extraHosts()),
                orEmpty(host.links()),
                orEmpty(host.tmpfs()),
                orEmpty(host.sysctls()),
                host.shmSize(),
                host.oomScoreAdj(),
                host.runtime().isEmpty() ? null : host.runtime(),
                log(host.logConfig()),
                ports(host),
                ConsoleSizes.read(body.tty(), host.consoleSize(), version));
    }

    private static PortPublishing ports(HostConfigBody host) {
        Map<String, List<PortPublishing.HostPort>> bindings = new LinkedHashMap<>();
        Map<String, @Nullable List<PortBinding>> given =
                Objects.requireNonNullElse(host.portBindings(), Map.<String, @Nullable List<PortBinding>>of());
        given.forEach((port, where) -> bindings.put(
                port,
                where == null
                        ? List.of()
                        : where.stream()
                                .map(place -> new PortPublishing.HostPort(place.hostIp(), place.hostPort()))
                                .toList()));
        return new PortPublishing(host.publishAllPorts(), bindings);
    }

    private static @Nullable LogConfig log(dev.proa.wire.container.@Nullable LogConfig given) {
        if (given == null) {
            return null;
        }
        Map<String, String> options = new HashMap<>();
        // A null is no option's value, but for Go it is an empty text.
        orEmpty(given.config()).forEach((name, value) -> options.put(name, Objects.requireNonNullElse(value, "")));
        return new LogConfig(given.type(), options);
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : map;
    }
}
