package dev.proa.engine.networking;

import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerPaths;
import dev.proa.engine.lifecycle.NameFiles;
import dev.proa.engine.lifecycle.Sandboxes.Sandbox;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.files.HostsFile;
import dev.proa.network.files.ResolvConf;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes /etc/hosts, /etc/hostname and /etc/resolv.conf as the container's networks ask for. */
public final class EtcFiles implements NameFiles {
    private final ContainerPaths paths;
    private final Supplier<BridgeNetwork> bridge;

    /** @param bridge the default bridge's network, perhaps waited for */
    public EtcFiles(ContainerPaths paths, Supplier<BridgeNetwork> bridge) {
        this.paths = paths;
        this.bridge = bridge;
    }

    @Override
    public void write(Container container, Sandbox sandbox) throws IOException {
        String id = container.id();
        Files.writeString(paths.hostname(id), container.definition().config().hostname() + "\n");
        Files.writeString(paths.hosts(id), hosts(container, sandbox));
        Files.writeString(paths.resolvConf(id), resolvConf(container, sandbox));
    }

    private static String resolvConf(Container container, Sandbox sandbox) throws IOException {
        var host = container.definition().host();
        ResolvConf servers = ResolvConf.ofHost();
        if (sandbox.namespace() != null) {
            servers = servers.forBridge();
        }
        return servers.with(host.dns(), host.dnsSearch(), host.dnsOptions()).render();
    }

    private String hosts(Container container, Sandbox sandbox) {
        var config = container.definition().config();
        Optional<HostsFile.Entry> own = sandbox.endpoints().stream()
                .filter(endpoint -> !endpoint.address().isEmpty())
                .findFirst()
                .map(endpoint -> HostsFile.own(
                        InetAddress.ofLiteral(endpoint.address()),
                        config.hostname() == null ? "" : config.hostname(),
                        config.domainname() == null ? "" : config.domainname()));
        List<HostsFile.Entry> extra = new ArrayList<>();
        for (String line : container.definition().host().extraHosts()) {
            extra.add(entry(line));
        }
        return new HostsFile(own, extra).render();
    }

    /** {@code name:address}, where the address may be {@code host-gateway} or an IPv6 address with colons of its own. */
    private HostsFile.Entry entry(String line) {
        int colon = line.indexOf(':');
        String address = line.substring(colon + 1);
        try {
            InetAddress where =
                    address.equals("host-gateway") ? bridge.get().gateway().address() : InetAddress.ofLiteral(address);
            return new HostsFile.Entry(where, List.of(line.substring(0, colon)));
        } catch (IllegalArgumentException malformed) {
            throw new InvalidArgument("invalid IP address in add-host: \"" + address + "\"");
        }
    }
}
