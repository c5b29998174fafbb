package dev.proa.network.port;

import java.io.IOException;
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
        String[] words = Files.readString(RANGE).strip().split("\\s+", -1);
        int first = Integer.parseInt(words[0]);
        int size = Integer.parseInt(words[1]) - first + 1;
        return IntStream.range(0, size).map(_ -> first + Math.floorMod(next.getAndIncrement(), size));
    }
}
