package dev.proa.engine.store;

import java.util.Optional;

/** Single values the engine remembers: its id, the image archives it has loaded. */
public final class SettingTable {
    private final Database database;

    public SettingTable(Database database) {
        this.database = database;
    }

    public Optional<String> get(String key) {
        return database.queryOne("select value from setting where key = ?", row -> row.getString(1), key);
    }

    public void put(String key, String value) {
        database.update(
                "insert into setting (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
                key,
                value);
    }
}
