package dev.proa.engine.lifecycle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The host's own name. */
final class HostName {
    private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    static String current() {
        try {
            return Files.readString(FILE).strip();
        } catch (IOException unreadable) {
            return "localhost";
        }
    }
}
