package dev.proa.runtime.conmon;

import dev.proa.linux.io.PolledDescriptor;
import dev.proa.runtime.internal.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What conmon reports through a pipe: one JSON object with a number, and perhaps a text, on each line. */
final class SyncPipe implements AutoCloseable {
    // The text is at most the 8192 bytes that conmon reads of the runtime's output, each escaped to six at most.
    private static final int LINE_LIMIT = 64 << 10;

    private final PolledDescriptor pipe;
    private final byte[] buffer = new byte[4096];
    private int start;
    private int end;

    /** Takes over the reading end. */
    SyncPipe(PolledDescriptor pipe) {
        this.pipe = pipe;
    }

    /** One line: a pid or an exit code, or a negative number with the reason of a failure. */
    record Report(int data, String message) {}

    /**
     * Waits for the next line.
     *
     * @return empty when conmon has closed its end
     */
    Optional<Report> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            while (start < end) {
                byte b = buffer[start++];
                if (b == '\n') {
                    return Optional.of(parse(line.toString(StandardCharsets.UTF_8)));
                }
                if (line.size() >= LINE_LIMIT) {
                    throw new IOException("conmon's report is longer than " + LINE_LIMIT + " bytes");
                }
                line.write(b);
            }
            int count = pipe.read(buffer, 0, buffer.length);
            if (count < 0) {
                return Optional.empty();
            }
            start = 0;
            end = count;
        }
    }

    private static Report parse(String line) throws IOException {
        try {
            Map<String, Object> report = Json.object(line);
            if (report.get("data") instanceof Number data) {
                return new Report(data.intValue(), report.get("message") instanceof String text ? text : "");
            }
        } catch (IllegalArgumentException malformed) {
            throw new IOException("conmon's report is not understood: " + line, malformed);
        }
        throw new IOException("conmon's report holds no number: " + line);
    }

    @Override
    public void close() {
        pipe.close();
    }
}
