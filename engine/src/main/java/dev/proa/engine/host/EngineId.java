package dev.proa.engine.host;

import dev.proa.engine.store.SettingTable;
import java.util.UUID;

/** The name an engine gives itself once, by chance, and keeps as long as its root. */
final class EngineId {
    private static final String KEY = "engine.id";

    private EngineId() {}

    static synchronized String of(SettingTable settings) {
        return settings.get(KEY).orElseGet(() -> {
            String id = UUID.randomUUID().toString();
            settings.put(KEY, id);
            return id;
        });
    }
}
