package dev.proa.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.Internal;
import dev.proa.linux.mount.Mounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database on a file system that others fill up. */
class DatabaseTest {
    private static final String LONG = "x".repeat(100_000);

    @TempDir
    private Path directory = Path.of("/nonexistent");

    @BeforeEach
    void makeItSmall() throws IOException {
        Mounts.mount("proa-test", directory, "tmpfs", Set.of(), "size=4m");
    }

    @AfterEach
    void unmount() throws IOException {
        Mounts.unmountIfMounted(directory);
    }

    private Database open() {
        return Database.open(directory.resolve("proa.db"));
    }

    private Path fill() throws IOException {
        Path filler = directory.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
        return filler;
    }

    @Test
    void whatFailedOnAFullDiskWorksWhenThereIsSpaceAgain() throws IOException {
        try (Database database = open()) {
            SettingTable settings = new SettingTable(database);
            settings.put("a", "before");
            Path filler = fill();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> settings.put("a", LONG))
                        .isInstanceOf(Internal.class)
                        .hasMessage("database: no space left on device");
                assertThat(settings.get("a")).contains("before");
            }
            Files.delete(filler);
            settings.put("a", LONG);
            assertThat(settings.get("a")).contains(LONG);
        }
    }

    @Test
    void aTransactionThatFailedOnAFullDiskLeavesNothingAndIsOver() throws IOException {
        try (Database database = open()) {
            SettingTable settings = new SettingTable(database);
            settings.put("a", "before");
            Path filler = fill();
            assertThatThrownBy(() -> putBoth(database, settings))
                    .isInstanceOf(Internal.class)
                    .hasMessage("database: no space left on device");
            assertThat(settings.get("a")).contains("before");
            assertThat(settings.get("b")).isEmpty();
            Files.delete(filler);
            putBoth(database, settings);
            settings.put("c", "alone");
        }
        try (Database again = open()) {
            SettingTable settings = new SettingTable(again);
            assertThat(settings.get("a")).contains("after");
            assertThat(settings.get("b")).contains(LONG);
            assertThat(settings.get("c")).contains("alone");
        }
    }

    private static void putBoth(Database database, SettingTable settings) {
        database.transaction(() -> {
            settings.put("a", "after");
            settings.put("b", LONG);
            return true;
        });
    }
}
