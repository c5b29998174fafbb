package dev.proa.server.system;

import dev.proa.engine.system.HostView;
import dev.proa.engine.system.VersionView;
import dev.proa.image.registry.RegistryConfig;
import dev.proa.server.http.Moments;
import dev.proa.wire.system.CommitBody;
import dev.proa.wire.system.InfoBody;
import dev.proa.wire.system.PluginsBody;
import dev.proa.wire.system.RuntimeBody;
import dev.proa.wire.system.SwarmBody;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The engine and its host. */
final class InfoWriter {
    private InfoWriter() {}

    static InfoBody body(HostView host, VersionView version) {
        // No limit is offered before there is one: clients ask here which of their options can work.
        boolean limits = false;
        RegistryConfig registries = host.registries();
        return new InfoBody(
                host.id(),
                host.containers(),
                host.running(),
                host.paused(),
                host.stopped(),
                host.images(),
                host.storageDriver(),
                List.of(List.of("Backing Filesystem", host.backingFileSystem())),
                new PluginsBody(
                        List.of(),
                        List.of("bridge", "host", "ipvlan", "macvlan", "null"),
                        null,
                        List.of("json-file", "local", "none")),
                limits,
                limits,
                limits,
                limits,
                limits,
                limits,
                limits,
                true,
                false,
                0,
                limits,
                0,
                Moments.text(Instant.now()),
                host.logDriver(),
                host.cgroupDriver(),
                host.cgroupVersion(),
                0,
                host.kernelVersion(),
                host.operatingSystem(),
                host.osVersion(),
                host.osType(),
                host.architecture(),
                "https://index.docker.io/v1/",
                RegistryInfo.body(registries),
                host.cpus(),
                host.memory(),
                null,
                host.root().toString(),
                RegistryInfo.proxy(registries, "HTTP_PROXY"),
                RegistryInfo.proxy(registries, "HTTPS_PROXY"),
                RegistryInfo.variable(registries, "NO_PROXY"),
                host.hostname(),
                host.labels(),
                false,
                version.version(),
                runtimes(host),
                host.defaultRuntime(),
                new SwarmBody("", "", "inactive", false, "", null),
                true,
                "",
                host.initBinary(),
                new CommitBody(""),
                new CommitBody(""),
                new CommitBody(""),
                host.securityOptions(),
                List.of(),
                host.warnings());
    }

    private static Map<String, RuntimeBody> runtimes(HostView host) {
        Map<String, RuntimeBody> runtimes = new LinkedHashMap<>();
        host.runtimes().forEach((name, path) -> runtimes.put(name, new RuntimeBody(path, null, null)));
        return runtimes;
    }
}
