package dev.proa.network.firewall;

import dev.proa.network.HostNetwork;
import dev.proa.network.bridge.BridgeFirewall;
import dev.proa.network.bridge.BridgeNetwork;
import dev.proa.network.port.PortForward;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The engine's one nftables table, {@code inet proa_<default bridge>}: who may talk to whom, and which ports of the host
 * lead to which container. Tables of others are never touched.
 *
 * <p>The table outlives the engine as its containers do. What an engine before this one has left in it stays in force
 * until {@link #settle}, so that no packet is let through or lost in between. If somebody else deletes or changes the
 * table, the next change writes it whole again.
 *
 * <p>Safe for use by any thread.
 */
public final class Firewall implements BridgeFirewall {
    private static final Logger LOG = System.getLogger(Firewall.class.getName());

    private final HostNetwork host;
    private final Ruleset ruleset;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, BridgeNetwork> networks = new LinkedHashMap<>();
    private final Set<PortForward> ports = new LinkedHashSet<>();
    private boolean written;

    /**
     * Begins without networks and ports, and writes nothing yet.
     *
     * @param host where the table is; stays its owner's
     * @param bridge the engine's default bridge, for a name that no other engine has
     */
    public Firewall(HostNetwork host, String bridge) {
        this.host = host;
        this.ruleset = new Ruleset("proa_" + bridge);
    }

    @Override
    public void open(BridgeNetwork network) throws IOException {
        lock.lock();
        try {
            BridgeNetwork before = networks.put(network.bridge(), network);
            try {
                if (before != null && written) {
                    host.nftables(ruleset.replace(networks.values(), ports));
                } else {
                    apply(ruleset.add(List.of(network), List.of()));
                }
            } catch (IOException | RuntimeException failure) {
                networks.remove(network.bridge());
                if (before != null) {
                    networks.put(network.bridge(), before);
                }
                throw failure;
            }
        } finally {
            lock.unlock();
        }
        // For replies to 127.0.0.1, which are for the bridge until their address is translated back; what containers
        // themselves send there is dropped before.
        quietly("ipv4/conf/" + network.bridge() + "/route_localnet", "1");
        if (network.gateway6().isEmpty()) {
            // No way around the rules by link-local addresses.
            quietly("ipv6/conf/" + network.bridge() + "/disable_ipv6", "1");
        }
    }

    /** Where /proc/sys is read-only, or the kernel lacks IPv6, all else works. */
    private void quietly(String setting, String value) {
        try {
            host.setting(setting, value);
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "set " + setting, failure);
        }
    }

    @Override
    public void close(String bridge) throws IOException {
        lock.lock();
        try {
            BridgeNetwork network = networks.remove(bridge);
            if (networks.isEmpty()) {
                host.nftables(ruleset.delete());
                written = false;
            } else if (network != null) {
                apply(ruleset.remove(List.of(network), List.of()));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Leads ports to a container, all or none.
     *
     * @throws IOException when nftables refuses; then nothing has changed
     */
    public void publish(Collection<PortForward> forwards) throws IOException {
        lock.lock();
        try {
            List<PortForward> added = new ArrayList<>(forwards);
            added.removeIf(forward -> !ports.add(forward));
            try {
                apply(ruleset.add(List.of(), added));
            } catch (IOException | RuntimeException failure) {
                added.forEach(ports::remove);
                throw failure;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leads them there no more; passes over what is not published. */
    public void withdraw(Collection<PortForward> forwards) throws IOException {
        lock.lock();
        try {
            List<PortForward> removed = new ArrayList<>(forwards);
            removed.removeIf(forward -> !ports.remove(forward));
            apply(ruleset.remove(List.of(), removed));
        } finally {
            lock.unlock();
        }
    }

    /** Brings the table to just what this object has been told, once all that goes on from before has been. */
    public void settle() throws IOException {
        lock.lock();
        try {
            if (!networks.isEmpty()) {
                host.nftables(ruleset.replace(networks.values(), ports));
                written = true;
            }
        } finally {
            lock.unlock();
        }
    }

    private void apply(String commands) throws IOException {
        if (commands.isEmpty()) {
            return;
        }
        try {
            host.nftables(written ? commands : ruleset.rules() + commands);
        } catch (IOException refused) {
            // Somebody flushed all tables, or an engine of another version left one of another shape.
            try {
                host.nftables(ruleset.replace(networks.values(), ports));
            } catch (IOException again) {
                refused.addSuppressed(again);
                throw refused;
            }
            LOG.log(Level.INFO, "wrote the firewall table anew, as a change did not fit it", refused);
        }
        written = true;
    }
}
