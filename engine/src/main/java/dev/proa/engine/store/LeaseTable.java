package dev.proa.engine.store;

import dev.proa.network.address.Lease;
import dev.proa.network.address.LeaseStore;
import java.net.InetAddress;
import java.util.List;

/** Which container has which address. */
public final class LeaseTable implements LeaseStore {
    private final Database database;

    public LeaseTable(Database database) {
        this.database = database;
    }

    @Override
    public List<Lease> leases() {
        return database.query(
                "select network, address, container from lease",
                row -> new Lease(row.getString(1), InetAddress.ofLiteral(row.getString(2)), row.getString(3)));
    }

    @Override
    public void add(Lease lease) {
        database.update(
                "insert into lease (network, address, container) values (?, ?, ?)",
                lease.networkId(),
                lease.address().getHostAddress(),
                lease.containerId());
    }

    @Override
    public void remove(Lease lease) {
        database.update(
                "delete from lease where network = ? and address = ?",
                lease.networkId(),
                lease.address().getHostAddress());
    }
}
