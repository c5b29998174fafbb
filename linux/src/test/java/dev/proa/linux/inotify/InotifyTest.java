package dev.proa.linux.inotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.linux.io.Poller;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyTest {
    @TempDir
    private Path directory;

    @Test
    void renamesIntoADirectoryAreTold() throws IOException {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Path watched = Files.createDirectory(directory.resolve("watched"));
        try (Poller poller = new Poller("test-poller");
                Inotify inotify = Inotify.open(poller)) {
            int watch = inotify.watch(watched, Inotify.MOVED_TO);
            for (String name : new String[] {"a", "long".repeat(50), "é"}) {
                Files.createFile(elsewhere.resolve(name));
                Files.move(elsewhere.resolve(name), watched.resolve(name));
                assertThat(inotify.take()).containsExactly(new Inotify.Event(watch, Inotify.MOVED_TO, name));
            }
        }
    }

    @Test
    void aClosedQueueOrPollerWakesWhoWaits() throws Exception {
        Poller poller = new Poller("test-poller");
        Inotify inotify = Inotify.open(poller);
        Thread closer = Thread.startVirtualThread(poller::close);
        assertThatThrownBy(inotify::take).isInstanceOf(ClosedChannelException.class);
        closer.join();
        inotify.close();
        assertThatThrownBy(() -> Inotify.open(poller)).isInstanceOf(IOException.class);
    }
}
