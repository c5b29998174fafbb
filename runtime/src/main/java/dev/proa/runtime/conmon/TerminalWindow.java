package dev.proa.runtime.conmon;

import dev.proa.linux.io.Descriptor;
import dev.proa.linux.io.UnreadBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The size of a terminal that conmon holds, told over a FIFO beside its socket: the one to which it passes on what
 * comes by {@code ctl}, since there it can be seen whether the last size was taken. Safe for use by any thread; sizes are
 * set in the order of the calls.
 */
public final class TerminalWindow {
    private static final int PAUSE_MILLIS = 1;
    private static final int MOST_PAUSES = 1000;

    private final Path directory;

    /** @param directory conmon's own */
    public TerminalWindow(Path directory) {
        this.directory = directory;
    }

    /**
     * Sets the size, in characters. Of a process without a terminal nothing changes.
     *
     * @throws dev.proa.linux.LinuxException with ENXIO or ENOENT when the process has ended
     * @throws IllegalArgumentException unless both have 16 bits, as ioctl_tty(2) has them
     */
    public synchronized void resize(int rows, int columns) throws IOException {
        // conmon refuses more than 1000.
        if (rows < 0 || rows > 0xffff || columns < 0 || columns > 0xffff) {
            throw new IllegalArgumentException("invalid terminal size: " + rows + " rows, " + columns + " columns");
        }
        Path fifo = directory.resolve("winsz");
        if (!Files.exists(fifo)) {
            // There is no terminal; or the process has ended, and then this one is missing too.
            Descriptor.openForWriting(directory.resolve("ctl")).close();
            return;
        }
        try (Descriptor window = Descriptor.openForWriting(fifo)) {
            // Of two sizes that it finds together conmon 2.1 takes the first one twice.
            for (int i = 0; i < MOST_PAUSES && UnreadBytes.in(window) > 0; i++) {
                Thread.sleep(PAUSE_MILLIS);
            }
            window.write((rows + " " + columns + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the terminal's last size was being set", e);
        }
    }
}
