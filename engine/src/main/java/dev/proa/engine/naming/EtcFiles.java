package dev.proa.engine.naming;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.InvalidArgument;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerPaths;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.lifecycle.NameFiles;
import dev.proa.engine.lifecycle.Sandboxes.Sandbox;
import dev.proa.engine.networking.Network;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.files.HostsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Writes /etc/hosts, /etc/hostname and /etc/resolv.conf as the container's networks ask for. */
public final class EtcFiles implements NameFiles {
    private static final Path HOSTS_OF_HOST = Path.of("/etc/hosts");
    private static final String SHARED = "container:";

    private final ContainerPaths paths;
    private final ContainerRegistry containers;
    private final Supplier<BridgeNetwork> bridge;
    private final LegacyLinks links;

    /** @param bridge the default bridge's network, perhaps waited for */
    public EtcFiles(
            ContainerPaths paths, ContainerRegistry containers, Supplier<BridgeNetwork> bridge, LegacyLinks links) {
        this.paths = paths;
        this.containers = containers;
        this.bridge = bridge;
        this.links = links;
    }

    @Override
    public void write(Container container, Sandbox sandbox) throws IOException {
        String id = container.id();
        // New files: those of the last run may be another container's too.
        Files.deleteIfExists(paths.hostname(id));
        Files.deleteIfExists(paths.hosts(id));
        Files.deleteIfExists(paths.resolvConf(id));
        String mode = Network.nameOf(container.definition().host().networkMode());
        if (mode.startsWith(SHARED)) {
            share(id, containers.find(mode.substring(SHARED.length())).id());
            return;
        }
        Files.writeString(paths.hostname(id), container.definition().config().hostname() + "\n");
        Files.writeString(paths.hosts(id), hosts(container, sandbox));
        boolean embedded = sandbox.endpoints().stream().anyMatch(Names::areIn);
        Files.writeString(
                paths.resolvConf(id),
                (embedded
                                ? NameServers.embedded(container)
                                : NameServers.direct(container, sandbox.namespace() != null))
                        .render());
    }

    /** Who shares a network shares its names: changes for the one are seen by the other. */
    private void share(String id, String owner) throws IOException {
        Files.createLink(paths.hostname(id), paths.hostname(owner));
        Files.createLink(paths.hosts(id), paths.hosts(owner));
        Files.createLink(paths.resolvConf(id), paths.resolvConf(owner));
    }

    private String hosts(Container container, Sandbox sandbox) throws IOException {
        List<String> added = container.definition().host().extraHosts();
        if (sandbox.namespace() == null && added.isEmpty() && Files.isReadable(HOSTS_OF_HOST)) {
            return Files.readString(HOSTS_OF_HOST);
        }
        List<HostsFile.Entry> extra = new ArrayList<>();
        for (String line : added) {
            extra.add(entry(line));
        }
        extra.addAll(links.hosts(container));
        List<HostsFile.Entry> own = new ArrayList<>();
        sandbox.endpoints().forEach(endpoint -> own.addAll(own(container, endpoint)));
        return new HostsFile(own, extra).render();
    }

    private static List<HostsFile.Entry> own(Container container, NetworkEndpoint endpoint) {
        var config = container.definition().config();
        String hostname = config.hostname() == null ? "" : config.hostname();
        String domainname = config.domainname() == null ? "" : config.domainname();
        List<HostsFile.Entry> entries = new ArrayList<>();
        for (InetAddress address : Names.addresses(endpoint)) {
            entries.add(HostsFile.own(address, hostname, domainname));
        }
        return entries;
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

    /** Adds a running container's addresses in one more network to its hosts file. */
    void join(Container container, NetworkEndpoint added) throws IOException {
        FileEdits.change(paths.hosts(container.id()), text -> {
            StringBuilder longer = new StringBuilder(text);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                longer.append('\n');
            }
            own(container, added).forEach(entry -> longer.append(entry.line()));
            return longer.toString();
        });
    }

    /** Takes a running container's addresses in a network out of its hosts file. */
    void leave(Container container, NetworkEndpoint left) throws IOException {
        FileEdits.change(paths.hosts(container.id()), text -> {
            String shorter = text;
            for (HostsFile.Entry entry : own(container, left)) {
                shorter = without(shorter, entry.line());
            }
            return shorter;
        });
    }

    private static String without(String text, String line) {
        if (text.startsWith(line)) {
            return text.substring(line.length());
        }
        int at = text.indexOf("\n" + line);
        return at < 0 ? text : text.substring(0, at + 1) + text.substring(at + 1 + line.length());
    }

    /** Leads a running container to the name server in its namespace, unless it has servers of its own choice by now. */
    void useEmbedded(Container container) throws IOException {
        String untouched = NameServers.direct(container, true).render();
        String embedded = NameServers.embedded(container).render();
        FileEdits.change(paths.resolvConf(container.id()), text -> text.equals(untouched) ? embedded : text);
    }

    /** Whether a running container has once been led to the name server in its namespace. */
    boolean usesEmbedded(Container container) throws IOException {
        return FileEdits.holds(
                paths.resolvConf(container.id()),
                NameServers.embedded(container).render());
    }

    /** Gives the containers linked to this one its present address. */
    void refreshLinks(Container linked, List<NetworkEndpoint> places) throws IOException {
        for (Container parent : links.parents(linked)) {
            FileEdits.change(paths.hosts(parent.id()), text -> links.updated(parent, linked, places, text));
        }
    }
}
