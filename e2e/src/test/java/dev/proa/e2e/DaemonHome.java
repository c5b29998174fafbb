package dev.proa.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything on this machine that belongs to one daemon under test.
 *
 * @param dir the temporary folder that holds all of it; short, since a socket's path has 107 bytes at most
 * @param bridge the name of its bridge, at most 15 bytes
 */
record DaemonHome(Path dir, Path root, Path runDir, Path socket, String bridge) {

    private static final AtomicInteger COUNT = new AtomicInteger();

    static DaemonHome create() throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "proae2e");
        return in(dir, dir.resolve("root"));
    }

    /** A home whose root is elsewhere, for example on a small file system. */
    static DaemonHome in(Path dir, Path root) throws IOException {
        Files.createDirectories(root);
        Files.createDirectories(dir.resolve("run"));
        int serial = COUNT.incrementAndGet();
        String bridge = "pe" + Long.toString(ProcessHandle.current().pid(), 36) + "x" + serial;
        return new DaemonHome(dir, root, dir.resolve("run"), dir.resolve("s.sock"), bridge);
    }

    Path log() {
        return dir.resolve("daemon.log");
    }
}
