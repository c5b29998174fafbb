package dev.proa.network.address;

import java.io.IOException;
import java.util.List;

/**
 * Where leases survive a crash. A lease is added before its address is used and removed after it is not used any more.
 *
 * <p>Called by several threads at once, but never for one lease by two.
 */
public interface LeaseStore {
    /** All leases of all networks. */
    List<Lease> leases() throws IOException;

    /**
     * Keeps a lease.
     *
     * @throws IOException when it cannot be kept, also when its address is leased already
     */
    void add(Lease lease) throws IOException;

    /** Forgets a lease; content when it is not there. */
    void remove(Lease lease) throws IOException;
}
