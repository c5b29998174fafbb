package dev.proa.server.image;

import dev.proa.wire.image.ProgressBody;
import dev.proa.wire.image.ProgressDetail;
import dev.proa.wire.image.ProgressError;
import dev.proa.wire.json.WireJson;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Progress as lines of JSON, as Docker's clients read them. Throws {@link UncheckedIOException} when the client is gone.
 * Safe for use by several threads.
 */
public final class ProgressLines {
    private static final int BAR = 50;

    private final WireJson json;
    private final OutputStream out;

    /** @param out stays the caller's */
    public ProgressLines(WireJson json, OutputStream out) {
        this.json = json;
        this.out = out;
    }

    /** For people, as it is. */
    void stream(String line) {
        send(new ProgressBody(line + "\n", "", null, "", "", null, ""));
    }

    /** About the whole. */
    public void status(String status) {
        send(new ProgressBody("", status, null, "", "", null, ""));
    }

    /**
     * About a part.
     *
     * @param current bytes so far, 0: not counted
     * @param total bytes in the end, 0: not known
     */
    public void part(String id, String status, long current, long total) {
        boolean counted = current > 0 || total > 0;
        send(new ProgressBody(
                "",
                status,
                new ProgressDetail(current, total, 0, false, ""),
                counted ? bar(current, total) : "",
                id,
                null,
                ""));
    }

    /** What went wrong; the last line. */
    public void error(String message) {
        send(new ProgressBody("", "", null, "", "", new ProgressError(0, message), message));
    }

    /** The bar for clients that draw none themselves. */
    private static String bar(long current, long total) {
        if (total <= 0) {
            return size(current);
        }
        int filled = (int) Math.min(BAR, current * BAR / total);
        String done = "=".repeat(filled);
        String rest = filled < BAR ? ">" + " ".repeat(BAR - filled - 1) : "";
        return "[" + (filled == BAR ? "=".repeat(BAR) + ">" : done + rest) + "]  " + size(current) + "/" + size(total);
    }

    /** As Go's units package: four significant digits, powers of a thousand. */
    private static String size(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB"};
        double value = bytes;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        String digits = String.format(Locale.ROOT, value >= 100 ? "%.1f" : value >= 10 ? "%.2f" : "%.3f", value);
        String plain = digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits;
        return plain + units[unit];
    }

    /** One more line. dockerd ends each with a carriage return too; docker's own reader needs neither. */
    public synchronized void send(Object line) {
        byte[] document = json.write(line);
        byte[] whole = new byte[document.length + 2];
        System.arraycopy(document, 0, whole, 0, document.length);
        whole[document.length] = '\r';
        whole[document.length + 1] = '\n';
        try {
            out.write(whole);
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
