package dev.proa.engine.session;

import dev.proa.engine.failure.InvalidArgument;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Watches what is typed for the keys that detach. Keys that begin the sequence are held back until the next one shows
 * whether they belong to it. For one thread.
 */
final class DetachKeys {
    private static final String DEFAULT = "ctrl-p,ctrl-q";
    private static final String CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

    private final byte[] sequence;
    private int matched;

    private DetachKeys(byte[] sequence) {
        this.sequence = sequence;
    }

    /**
     * @param keys single characters and {@code ctrl-x}, separated by commas; null or empty: Ctrl-P Ctrl-Q
     * @throws InvalidArgument for anything else
     */
    static DetachKeys parse(@Nullable String keys) {
        String text = keys == null || keys.isEmpty() ? DEFAULT : keys;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String key : text.split(",", -1)) {
            bytes.write(code(key, text));
        }
        return new DetachKeys(bytes.toByteArray());
    }

    private static int code(String key, String all) {
        if (key.length() == 1 && key.charAt(0) < 128) {
            return key.charAt(0);
        }
        if (key.length() == 6 && key.startsWith("ctrl-")) {
            int code = CONTROLS.indexOf(Character.toLowerCase(key.charAt(5)));
            if (code >= 0) {
                return code;
            }
        }
        throw new InvalidArgument("Invalid detach keys (" + all + ") provided");
    }

    /** What to pass on of some input, and whether the sequence was completed in it. */
    @SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
    record Typed(byte[] passOn, boolean detached) {}

    Typed type(byte[] buffer, int offset, int length) {
        ByteArrayOutputStream passOn = new ByteArrayOutputStream(length + matched);
        for (int i = offset; i < offset + length; i++) {
            byte key = buffer[i];
            if (key != sequence[matched] && matched > 0) {
                passOn.write(sequence, 0, matched);
                matched = 0;
            }
            if (key != sequence[matched]) {
                passOn.write(key);
            } else if (++matched == sequence.length) {
                matched = 0;
                return new Typed(passOn.toByteArray(), true);
            }
        }
        return new Typed(passOn.toByteArray(), false);
    }
}
