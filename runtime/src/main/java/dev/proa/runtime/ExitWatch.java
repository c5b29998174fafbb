package dev.proa.runtime;

import dev.proa.linux.Errno;
import dev.proa.linux.LinuxException;
import dev.proa.linux.io.Poller;
import dev.proa.linux.process.Child;
import dev.proa.linux.process.Pidfd;
import dev.proa.linux.process.ProcessIdentity;
import dev.proa.runtime.conmon.StreamHub;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Waits for one container's end: conmon writes the exit file and ends. Watching conmon's pidfd instead of the directory
 * of exit files has one way for all that can happen, be it before this process was started or conmon being killed.
 */
final class ExitWatch {
    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final int SIGKILL = 9;
    private static final int KILLED = 128 + SIGKILL;

    private final SavedContainer container;
    private final Path exitFile;
    private final Path oomFile;
    private final Poller poller;
    private final StreamHub hub;
    private final CompletableFuture<ContainerExit> exit = new CompletableFuture<>();

    ExitWatch(SavedContainer container, RuntimeDirectory directory, Poller poller, StreamHub hub) {
        this.container = container;
        this.exitFile = directory.exit(container.id());
        this.oomFile = directory.bundle(container.id()).resolve("oom");
        this.poller = poller;
        this.hub = hub;
    }

    /** Starts watching. The result is completed once and never fails, unless the poller is closed before. */
    CompletableFuture<ContainerExit> start() {
        Thread.ofVirtual().name("proa-exit-" + container.id()).start(this::watch);
        Thread.ofVirtual().name("proa-init-" + container.id()).start(this::watchProcess);
        return exit;
    }

    private void watch() {
        try {
            awaitEnd(container.monitor(), false);
            reap();
            ContainerExit result;
            try {
                result = readExit();
            } catch (NoSuchFileException killed) {
                // Nobody holds the container's streams any more and nobody could tell its end: it goes, as with Docker.
                awaitEnd(container.process(), true);
                result = new ContainerExit(KILLED, Instant.now(), Files.exists(oomFile), false);
            }
            hub.processEnded();
            exit.complete(result);
        } catch (ClosedChannelException shuttingDown) {
            // This process stops watching; the container goes on and the next daemon adopts it.
        } catch (IOException failure) {
            hub.processEnded();
            exit.complete(new ContainerExit(KILLED, Instant.now(), false, false));
        }
    }

    /** A reader that does not read must not keep conmon from telling the end. */
    private void watchProcess() {
        try {
            awaitEnd(container.process(), false);
            hub.processEnded();
        } catch (IOException shuttingDown) {
            // see watch()
        }
    }

    private void awaitEnd(ProcessIdentity process, boolean kill) throws IOException {
        try (Pidfd pidfd = Pidfd.open(process.pid(), poller)) {
            if (!process.alive()) {
                return;
            }
            if (kill) {
                pidfd.signal(SIGKILL);
            }
            pidfd.awaitExit(FOREVER);
        } catch (LinuxException failure) {
            if (!failure.is(Errno.ESRCH)) {
                throw failure;
            }
        }
    }

    private void reap() throws IOException {
        try {
            new Child(container.monitor().pid()).exitIfEnded();
        } catch (LinuxException notOurs) {
            if (!notOurs.is(Errno.ECHILD)) { // of an earlier daemon, so init reaps it
                throw notOurs;
            }
        }
    }

    private ContainerExit readExit() throws IOException {
        String text = Files.readString(exitFile).strip();
        Instant at = Files.getLastModifiedTime(exitFile).toInstant();
        boolean outOfMemory = Files.exists(oomFile);
        try {
            return new ContainerExit(Integer.parseInt(text) & 0xff, at, outOfMemory, true);
        } catch (NumberFormatException malformed) {
            return new ContainerExit(KILLED, at, outOfMemory, false);
        }
    }
}
