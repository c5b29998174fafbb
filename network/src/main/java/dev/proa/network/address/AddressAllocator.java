package dev.proa.network.address;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Leases addresses to containers, never one to two. Safe for use by any thread; the calls for one container come one
 * after another.
 */
public final class AddressAllocator {
    private final LeaseStore store;
    private final ReentrantLock lock = new ReentrantLock();
    // What the store holds, and what is being written to it.
    private final Map<String, Map<InetAddress, Lease>> leasesByNetwork = new HashMap<>();

    /**
     * Goes on from what a store holds.
     *
     * @param store changed by this object alone from now on
     */
    public AddressAllocator(LeaseStore store) throws IOException {
        this.store = store;
        for (Lease lease : store.leases()) {
            ofNetwork(lease.networkId()).put(lease.address(), lease);
        }
    }

    /**
     * Leases an address, or finds the one that the container has on this network.
     *
     * @param wanted the address to lease; empty: the lowest that is free
     * @throws AddressInUse when another container has the wanted one
     * @throws IOException when the subnet is full or the lease cannot be stored; then nothing is leased
     */
    public Lease lease(String networkId, AddressPool pool, String containerId, Optional<InetAddress> wanted)
            throws IOException {
        Lease lease;
        lock.lock();
        try {
            Map<InetAddress, Lease> leases = ofNetwork(networkId);
            for (Lease present : leases.values()) {
                if (present.containerId().equals(containerId)
                        && pool.subnet().contains(present.address())
                        && wanted.map(present.address()::equals).orElse(true)) {
                    return present;
                }
            }
            InetAddress address = wanted.isPresent() ? wanted.get() : lowestFree(networkId, pool, leases);
            if (leases.containsKey(address) || !pool.usable(address)) {
                throw new AddressInUse();
            }
            lease = new Lease(networkId, address, containerId);
            leases.put(address, lease);
        } finally {
            lock.unlock();
        }
        // Written without the lock, so that one slow disk write does not hold up another container.
        try {
            store.add(lease);
        } catch (IOException | RuntimeException failure) {
            forget(lease);
            throw failure;
        }
        return lease;
    }

    private static InetAddress lowestFree(String networkId, AddressPool pool, Map<InetAddress, Lease> leases)
            throws IOException {
        return pool.lowestFree(leases.keySet())
                .orElseThrow(() -> new IOException("no available "
                        + (pool.subnet().isVersion6() ? "IPv6" : "IPv4")
                        + " addresses on this network's address pools: " + networkId + " (" + pool.subnet() + ")"));
    }

    /** Ends all leases of a container; content when it has none. */
    public void release(String containerId) throws IOException {
        for (Lease lease : leasesOf(containerId)) {
            store.remove(lease);
            forget(lease);
        }
    }

    /** Ends a container's leases on one network; content when it has none. */
    public void release(String networkId, String containerId) throws IOException {
        for (Lease lease : leasesOf(containerId)) {
            if (lease.networkId().equals(networkId)) {
                store.remove(lease);
                forget(lease);
            }
        }
    }

    /** The addresses of a container on a network. */
    public Set<InetAddress> addresses(String networkId, String containerId) {
        Set<InetAddress> found = new HashSet<>();
        for (Lease lease : leasesOf(containerId)) {
            if (lease.networkId().equals(networkId)) {
                found.add(lease.address());
            }
        }
        return found;
    }

    /** The networks on which a container has leases. */
    public Set<String> networks(String containerId) {
        Set<String> networks = new HashSet<>();
        leasesOf(containerId).forEach(lease -> networks.add(lease.networkId()));
        return networks;
    }

    /** The containers that have leases on a network. */
    public Set<String> containers(String networkId) {
        lock.lock();
        try {
            Set<String> containers = new HashSet<>();
            ofNetwork(networkId).values().forEach(lease -> containers.add(lease.containerId()));
            return containers;
        } finally {
            lock.unlock();
        }
    }

    /** The containers that have leases. */
    public Set<String> containers() {
        lock.lock();
        try {
            Set<String> containers = new HashSet<>();
            for (Map<InetAddress, Lease> leases : leasesByNetwork.values()) {
                leases.values().forEach(lease -> containers.add(lease.containerId()));
            }
            return containers;
        } finally {
            lock.unlock();
        }
    }

    private List<Lease> leasesOf(String containerId) {
        lock.lock();
        try {
            List<Lease> found = new ArrayList<>();
            for (Map<InetAddress, Lease> leases : leasesByNetwork.values()) {
                for (Lease lease : leases.values()) {
                    if (lease.containerId().equals(containerId)) {
                        found.add(lease);
                    }
                }
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private void forget(Lease lease) {
        lock.lock();
        try {
            ofNetwork(lease.networkId()).remove(lease.address());
        } finally {
            lock.unlock();
        }
    }

    private Map<InetAddress, Lease> ofNetwork(String networkId) {
        return leasesByNetwork.computeIfAbsent(networkId, _ -> new HashMap<>());
    }
}
