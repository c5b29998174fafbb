package dev.proa.cli.command;

import dev.proa.cli.Cli;
import dev.proa.cli.CliException;
import dev.proa.cli.api.Response;
import dev.proa.cli.format.Units;
import dev.proa.cli.json.Json;
import dev.proa.cli.json.JsonObject;
import dev.proa.cli.json.JsonSequence;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** Shows the messages that the daemon sends while it pulls, pushes, loads or imports. */
public final class Progress {
    private static final String ERASE_LINE = "\u001b[2K\r";
    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    private Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
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
            show(response.body(), out, terminal, quiet);
        } finally {
            cli.flush();
        }
    }

    static void show(InputStream body, PrintStream out, boolean terminal, boolean quiet)
            throws CliException, IOException {
        Progress progress = new Progress(out, terminal);
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
        out.append(id).append(": ").append(message.string("status"));
        if (moving) {
            out.append(' ').append(bar(detail.number("current"), detail.number("total")));
        }
        out.append("\u001b[" + up + "B\r");
        out.flush();
    }

    private static String bar(long current, long total) {
        if (total <= 0) {
            return Units.humanSize(current);
        }
        int filled = (int) (Math.min(current, total) * 50 / total);
        StringBuilder bar =
                new StringBuilder(64).append('[').repeat('=', filled).append('>');
        bar.repeat(' ', Math.max(0, 50 - filled)).append("] ");
        return bar.append(Units.humanSize(current))
                .append('/')
                .append(Units.humanSize(total))
                .toString();
    }
}
