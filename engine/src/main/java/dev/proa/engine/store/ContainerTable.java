package dev.proa.engine.store;

import java.time.Instant;
import java.util.List;

/** The containers that should exist. */
public final class ContainerTable {
    private final Database database;

    public ContainerTable(Database database) {
        this.database = database;
    }

    public List<ContainerRow> all() {
        return database.query(
                "select id, name, created, image_id, layers, definition, state from container",
                row -> new ContainerRow(
                        row.getString(1),
                        row.getString(2),
                        Nanos.instant(row.getLong(3)),
                        row.getString(4),
                        words(row.getString(5)),
                        row.getString(6),
                        row.getString(7)));
    }

    public void insert(ContainerRow row) {
        database.update(
                "insert into container (id, name, created, image_id, layers, definition, state)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                row.id(),
                row.name(),
                Nanos.of(row.created()),
                row.imageId(),
                String.join(" ", row.layers()),
                row.definition(),
                row.state());
    }

    public void updateState(String id, String state) {
        database.update("update container set state = ? where id = ?", state, id);
    }

    public void rename(String id, String name) {
        database.update("update container set name = ? where id = ?", name, id);
    }

    public void delete(String id) {
        database.update("delete from container where id = ?", id);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** Instants as the database keeps them: nanoseconds since 1970, good until 2262. */
    static final class Nanos {
        private Nanos() {}

        static long of(Instant time) {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        }

        static Instant instant(long nanos) {
            return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
        }
    }
}
