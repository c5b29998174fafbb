package dev.proa.cli.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Watches typed bytes for the sequence that detaches, {@code ctrl-p,ctrl-q} unless another was asked for. */
public final class DetachKeys {
    private static final byte[] DEFAULT = {16, 17};
    private final byte[] sequence;
    private int matched;

    private DetachKeys(byte[] sequence) {
        this.sequence = sequence;
    }

    /**
     * From text such as {@code ctrl-p,ctrl-q} or {@code a,ctrl-@}; empty for the default.
     *
     * @throws IllegalArgumentException if a key is unknown
     */
    public static DetachKeys of(String text) {
        if (text.isEmpty()) {
            return new DetachKeys(DEFAULT);
        }
        String[] keys = text.split(",", -1);
        byte[] sequence = new byte[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sequence[i] = key(keys[i]);
        }
        return new DetachKeys(sequence);
    }

    private static byte key(String text) {
        if (text.length() == 1) {
            return (byte) text.charAt(0);
        }
        String key = text.toLowerCase(Locale.ROOT);
        if (key.startsWith("ctrl-") && key.length() == 6) {
            char c = key.charAt(5);
            if (c >= 'a' && c <= 'z') {
                return (byte) (c - 'a' + 1);
            }
            int special = "@[\\]^_".indexOf(c);
            if (special >= 0) {
                return (byte) (special == 0 ? 0 : 26 + special);
            }
        }
        throw new IllegalArgumentException("Unknown character: '" + key + "'");
    }

    /**
     * Looks through the next typed bytes. Bytes of a sequence that was begun and not finished are sent to {@code out}.
     *
     * @return how many bytes at the start of {@code buffer} are to be sent, or -1 to detach
     */
    int filter(byte[] buffer, int length, OutputStream out) throws IOException {
        int held = matched;
        int kept = 0;
        int pending = 0;
        for (int i = 0; i < length; i++) {
            byte b = buffer[i];
            if (b == sequence[matched]) {
                matched++;
                if (matched == sequence.length) {
                    return -1;
                }
                pending++;
                continue;
            }
            if (matched > 0) {
                int before = matched - pending;
                if (before > 0 && held > 0) {
                    out.write(sequence, 0, before);
                    held = 0;
                }
                System.arraycopy(buffer, i - pending, buffer, kept, pending);
                kept += pending;
                pending = 0;
                matched = 0;
                if (b == sequence[0]) {
                    matched = 1;
                    pending = 1;
                    continue;
                }
            }
            buffer[kept++] = b;
        }
        return kept;
    }
}
