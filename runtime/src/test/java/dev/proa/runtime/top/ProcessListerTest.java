package dev.proa.runtime.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.io.Poller;
import dev.proa.linux.process.Child;
import dev.proa.linux.process.Spawn;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessListerTest {
    private Poller poller;
    private ProcessLister lister;
    private Child child;

    @BeforeEach
    void start() throws IOException {
        poller = new Poller("test-poller");
        lister = new ProcessLister(Path.of("/bin/ps"), poller);
        child = Spawn.of(List.of("/bin/sleep", "4321")).start();
    }

    @AfterEach
    void stop() throws IOException {
        ProcessHandle.of(child.pid()).ifPresent(ProcessHandle::destroyForcibly);
        child.awaitExit();
        poller.close();
    }

    @Test
    void onlyTheGivenProcessesAreListed() throws IOException {
        for (String arguments : new String[] {"", "-ef", "aux", "axf"}) {
            ProcessListing listing = lister.list(Set.of(child.pid()), arguments);
            assertThat(listing.titles()).contains("PID").last().isIn("CMD", "COMMAND");
            assertThat(listing.processes())
                    .singleElement()
                    .satisfies(row -> assertThat(row)
                            .hasSameSizeAs(listing.titles())
                            .contains(Integer.toString(child.pid()))
                            .last()
                            .asString()
                            .endsWith("/bin/sleep 4321"));
        }
    }

    @Test
    void badArgumentsAreRefusedInDockersWords() {
        assertThatThrownBy(() -> lister.list(Set.of(child.pid()), "-o cmd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Couldn't find PID field in ps output");
        assertThatThrownBy(() -> lister.list(Set.of(child.pid()), "-o ppid=PID"))
                .hasMessage("specifying \"ppid=PID\" is not allowed");
        assertThatThrownBy(() -> lister.list(Set.of(child.pid()), "--no-such-option"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("ps: ");
    }

    @Test
    void linesOfThreadsFollowTheirProcess() {
        ProcessListing listing = ProcessListing.parse("""
                UID PID TTY CMD
                root 1 ? other thing
                root - ? -
                root 7 ? mine  with arguments
                root - ? -
                root 8 ? other
                """, Set.of(7));
        assertThat(listing.processes())
                .containsExactly(List.of("root", "7", "?", "mine with arguments"), List.of("root", "-", "?", "-"));
    }
}
