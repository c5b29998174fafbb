package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Response;
import dev.proa.cli.format.Units;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.json.JsonSequence;
import dev.proa.cli.stream.Terminal;
import dev.proa.cli.stream.WindowSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** Shows the messages that the daemon sends while it pulls, pushes, loads or imports. */
public final class Progress {
    private static final String ERASE_LINE = "\u001b[2K\r";
    /** A terminal that is no wider has no room for bars (pkg/jsonmessage in moby). */
    private static final int NARROW = 110;
    /** How wide a number of bytes may become. */
    private static final int NUMBER = 8;
    /** What an unknown width is taken for, as there. */
    private static final int WIDE = 200;

    private final PrintStream out;
    private final boolean terminal;
    private final IntSupplier columns;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private Progress(PrintStream out, boolean terminal, IntSupplier columns) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
    }

    /**
     * Shows all messages of a response.
     *
     * @param terminal whether lines may be overwritten
     * @param quiet whether only failures matter
     * @throws CliException with the daemon's error, if it sends one
     */
    public static void show(Cli cli, Response response, PrintStream out, boolean terminal, boolean quiet)
            throws CliException, IOException {
        try {
            show(response.body(), out, terminal, Progress::columns, quiet);
        } finally {
            cli.flush();
        }
    }

    private static int columns() {
        WindowSize window = Terminal.windowSize();
        return window == null || window.columns() == 0 ? WIDE : window.columns();
    }

    /** @param columns how wide the terminal is; asked again and again, for it may change */
    static void show(InputStream body, PrintStream out, boolean terminal, IntSupplier columns, boolean quiet)
            throws CliException, IOException {
        Progress progress = new Progress(out, terminal, columns);
        JsonSequence messages = Json.sequence(body);
        for (JsonObject message = messages.next(); message != null; message = messages.next()) {
            if (message.has("errorDetail") || message.has("error")) {
                String text = message.object("errorDetail").string("message");
                throw new CliException(text.isEmpty() ? message.string("error") : text);
            }
            if (!quiet && !message.has("aux")) {
                progress.print(message);
            }
        }
    }

    private void print(JsonObject message) {
        String id = message.string("id");
        JsonObject detail = message.object("progressDetail");
        boolean moving = detail.has("current") || detail.has("total");
        if (!terminal && moving) {
            return;
        }
        if (!terminal || id.isEmpty() || !message.has("progressDetail")) {
            // What is above this line moves no more.
            lines.clear();
            if (!id.isEmpty()) {
                out.append(id).append(": ");
            }
            if (message.has("stream")) {
                out.append(message.string("stream"));
            } else {
                out.append(message.string("status")).append('\n');
            }
            out.flush();
            return;
        }
        Integer line = lines.get(id);
        if (line == null) {
            line = lines.size();
            lines.put(id, line);
            out.append('\n');
        }
        int up = lines.size() - line;
        out.append("\u001b[" + up + "A").append(ERASE_LINE);
        int width = columns.getAsInt();
        String text = id + ": " + message.string("status");
        if (moving) {
            text += ' ' + bar(detail.number("current"), detail.number("total"), width > NARROW);
        }
        // A line that wraps would put all others a line too low.
        out.append(text, 0, Math.min(text.length(), width));
        out.append("\u001b[" + up + "B\r");
        out.flush();
    }

    private static String bar(long current, long total, boolean wide) {
        // Of one width, or what stands behind it would jump.
        String size = Units.humanSize(current);
        String done = " ".repeat(Math.max(0, NUMBER - size.length())) + size;
        if (total <= 0) {
            return done;
        }
        StringBuilder bar = new StringBuilder(64);
        if (wide) {
            int filled = (int) (Math.min(current, total) * 50 / total);
            bar.append('[').repeat('=', filled).append('>');
            bar.repeat(' ', Math.max(0, 50 - filled)).append("] ");
        }
        return bar.append(done).append('/').append(Units.humanSize(total)).toString();
    }
}
