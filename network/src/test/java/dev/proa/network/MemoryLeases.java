package dev.proa.network;

import dev.proa.network.address.Lease;
import dev.proa.network.address.LeaseStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store that keeps its leases as long as the test, and can be told to fail. */
public final class MemoryLeases implements LeaseStore {
    private record Key(String networkId, Object address) {}

    private final Map<Key, Lease> leases = new ConcurrentHashMap<>();
    private volatile boolean full;

    public void failFromNowOn() {
        full = true;
    }

    @Override
    public List<Lease> leases() {
        return List.copyOf(leases.values());
    }

    @Override
    public void add(Lease lease) throws IOException {
        if (full) {
            throw new IOException("disk full");
        }
        if (leases.putIfAbsent(new Key(lease.networkId(), lease.address()), lease) != null) {
            throw new IOException("leased twice: " + lease);
        }
    }

    @Override
    public void remove(Lease lease) {
        leases.remove(new Key(lease.networkId(), lease.address()), lease);
    }
}
