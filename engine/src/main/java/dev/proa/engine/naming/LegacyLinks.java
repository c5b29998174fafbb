package dev.proa.engine.naming;

import dev.proa.engine.container.NetworkEndpoint;
import dev.proa.engine.failure.Conflict;
import dev.proa.engine.failure.EngineException;
import dev.proa.engine.failure.NotFound;
import dev.proa.engine.lifecycle.Container;
import dev.proa.engine.lifecycle.ContainerRegistry;
import dev.proa.engine.networking.Network;
import dev.proa.network.files.HostsFile;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Links between containers on the default bridge, where there are no names: a linked container stands in the hosts file
 * of its parent, and what it offers in the parent's environment.
 */
public final class LegacyLinks {
    private final ContainerRegistry containers;

    public LegacyLinks(ContainerRegistry containers) {
        this.containers = containers;
    }

    /** A link of a container, as the user wrote it. */
    record Link(String target, String alias) {
        static Link parse(String text) {
            int colon = text.indexOf(':');
            String target = bare(colon < 0 ? text : text.substring(0, colon));
            String alias = colon < 0 ? target : text.substring(text.lastIndexOf('/') + 1);
            int second = alias.indexOf(':');
            return new Link(target, second < 0 ? alias : alias.substring(second + 1));
        }

        private static String bare(String name) {
            return name.startsWith("/") ? name.substring(1) : name;
        }
    }

    private static List<Link> of(Container container) {
        String mode = Network.nameOf(container.definition().host().networkMode());
        return mode.equals(Network.BRIDGE)
                ? container.definition().host().links().stream()
                        .map(Link::parse)
                        .toList()
                : List.of();
    }

    private Container running(Container parent, Link link) {
        Container child = containers.find(link.target());
        if (child.run() == null) {
            throw new Conflict("Cannot link to a non running container: /" + child.name() + " AS /" + parent.name()
                    + "/" + link.alias());
        }
        return child;
    }

    /** The lines of a container's hosts file for those it is linked to, all of which must run. */
    List<HostsFile.Entry> hosts(Container parent) {
        List<HostsFile.Entry> entries = new ArrayList<>();
        for (Link link : of(parent)) {
            Container child = running(parent, link);
            entries.addAll(entries(link, child, child.networks()));
        }
        return entries;
    }

    private static List<HostsFile.Entry> entries(Link link, Container child, List<NetworkEndpoint> places) {
        List<String> names = new ArrayList<>();
        names.add(link.alias());
        String hostname = child.definition().config().hostname();
        if (hostname != null && !hostname.isEmpty()) {
            names.add(hostname);
        }
        if (!link.alias().equals(child.name())) {
            names.add(child.name());
        }
        List<HostsFile.Entry> entries = new ArrayList<>();
        for (NetworkEndpoint endpoint : places) {
            if (endpoint.network().equals(Network.BRIDGE)) {
                for (InetAddress address : Names.addresses(endpoint)) {
                    entries.add(new HostsFile.Entry(address, names));
                }
            }
        }
        return entries;
    }

    /** The running containers that are linked to this one. */
    List<Container> parents(Container child) {
        return containers.all().stream()
                .filter(parent -> parent.run() != null)
                .filter(parent -> of(parent).stream().anyMatch(link -> leadsTo(link, child)))
                .toList();
    }

    private boolean leadsTo(Link link, Container child) {
        try {
            return containers.find(link.target()).id().equals(child.id());
        } catch (EngineException gone) {
            return false;
        }
    }

    /** A parent's hosts file with the child's address of now. */
    String updated(Container parent, Container child, List<NetworkEndpoint> places, String text) {
        StringBuilder changed = new StringBuilder();
        List<HostsFile.Entry> fresh = new ArrayList<>();
        List<String> stale = new ArrayList<>();
        for (Link link : of(parent)) {
            if (leadsTo(link, child)) {
                fresh.addAll(entries(link, child, places));
                stale.add("\t" + link.alias());
            }
        }
        text.lines()
                .filter(line -> stale.stream().noneMatch(names -> (line + " ").contains(names + " ")))
                .forEach(line -> changed.append(line).append('\n'));
        fresh.forEach(entry -> changed.append(entry.line()));
        return changed.toString();
    }

    /** The variables that say what linked containers offer, in the form of the first links. */
    public List<String> environment(Container parent) {
        List<String> variables = new ArrayList<>();
        for (Link link : of(parent)) {
            Container child;
            try {
                child = containers.find(link.target());
            } catch (NotFound gone) {
                continue;
            }
            String address = child.networks().stream()
                    .filter(endpoint -> endpoint.network().equals(Network.BRIDGE))
                    .map(NetworkEndpoint::address)
                    .findFirst()
                    .orElse("");
            if (!address.isEmpty()) {
                variables.addAll(LinkVariables.of(
                        "/" + parent.name() + "/" + link.alias(),
                        link.alias().replace('-', '_').toUpperCase(Locale.ROOT),
                        address,
                        child.definition().config()));
            }
        }
        return variables;
    }
}
