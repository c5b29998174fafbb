package dev.proa.engine.store;

import java.util.List;

/** The networks that users made. */
public final class NetworkTable {
    private final Database database;

    public NetworkTable(Database database) {
        this.database = database;
    }

    public List<NetworkRow> all() {
        return database.query(
                "select id, name, created, spec, is_foreign from network order by created",
                row -> new NetworkRow(
                        row.getString(1),
                        row.getString(2),
                        Nanos.instant(row.getLong(3)),
                        row.getString(4),
                        row.getBoolean(5)));
    }

    public void insert(NetworkRow row) {
        database.update(
                "insert into network (id, name, created, spec, is_foreign) values (?, ?, ?, ?, ?)",
                row.id(),
                row.name(),
                Nanos.of(row.created()),
                row.spec(),
                row.foreign() ? 1 : 0);
    }

    public void delete(String id) {
        database.update("delete from network where id = ?", id);
    }
}
