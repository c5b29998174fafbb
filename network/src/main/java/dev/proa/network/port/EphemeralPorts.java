package dev.proa.network.port;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The ports from which one is taken when any will do, one after another so that a port just freed rests. */
final class EphemeralPorts {
    private static final Path RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private final AtomicInteger next = new AtomicInteger();

    /** All of the kernel's range, each once, beginning after the last one that was looked at. */
    IntStream candidates() throws IOException {
        String[] words = read().strip().split("\\s+", -1);
        int first = Integer.parseInt(words[0]);
        int size = Integer.parseInt(words[1]) - first + 1;
        return IntStream.range(0, size).map(_ -> first + Math.floorMod(next.getAndIncrement(), size));
    }

    /** In one read(2): a second one, at another offset, finds the end (proc_dointvec in kernel/sysctl.c). */
    private static String read() throws IOException {
        byte[] buffer = new byte[128];
        try (InputStream setting = Files.newInputStream(RANGE)) {
            return new String(buffer, 0, Math.max(0, setting.read(buffer)), StandardCharsets.US_ASCII);
        }
    }
}
