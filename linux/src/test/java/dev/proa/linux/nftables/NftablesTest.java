package dev.proa.linux.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.netns.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs root. */
class NftablesTest {
    @TempDir
    Path root;

    NetworkNamespace namespace;
    Nftables nftables;

    @BeforeEach
    void open() throws IOException {
        namespace = NetworkNamespace.create(root.toRealPath().resolve("ns"));
        nftables = Nftables.openIn(namespace);
    }

    @AfterEach
    void close() throws IOException {
        nftables.close();
        namespace.delete();
    }

    @Test
    void aTableIsMadeListedAndDeletedInItsNamespaceOnly() throws IOException {
        nftables.run("table inet mine {\n chain c {\n  type filter hook forward priority 0; policy accept;\n }\n}\n");

        assertThat(nftables.run("list ruleset")).contains("table inet mine", "hook forward");
        try (Nftables outside = Nftables.open()) {
            assertThat(outside.run("list tables")).doesNotContain("inet mine");
        }

        nftables.run("delete table inet mine");
        assertThat(nftables.run("list ruleset")).isEmpty();
    }

    @Test
    void aRefusalSaysWhyAndChangesNothing() throws IOException {
        assertThatThrownBy(() -> nftables.run("add table inet mine\ndelete table inet other\n"))
                .isInstanceOf(NftablesException.class)
                .hasMessageContaining("No such file or directory")
                .hasMessageContaining("delete table inet other");
        assertThatThrownBy(() -> nftables.run("nonsense"))
                .isInstanceOf(NftablesException.class)
                .hasMessageContaining("syntax error");

        assertThat(nftables.run("list ruleset")).isEmpty();
    }

    @Test
    void manyThreadsAtOnce() throws Exception {
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> work = IntStream.range(0, 50)
                    .<Callable<String>>mapToObj(i -> () -> nftables.run("add table inet t" + i))
                    .toList();
            for (var task : tasks.invokeAll(work)) {
                task.get();
            }
        }
        assertThat(nftables.run("list tables").lines()).hasSize(50);
    }

    @Test
    void closedItRefusesToRun() {
        nftables.close();
        nftables.close();

        assertThatThrownBy(() -> nftables.run("list tables")).isInstanceOf(IllegalStateException.class);
    }
}
