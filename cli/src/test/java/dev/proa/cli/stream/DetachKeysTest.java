package dev.proa.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private boolean type(DetachKeys keys, int... typed) throws IOException {
        byte[] buffer = new byte[typed.length];
        for (int i = 0; i < typed.length; i++) {
            buffer[i] = (byte) typed[i];
        }
        int length = keys.filter(buffer, buffer.length, sent);
        if (length < 0) {
            return true;
        }
        sent.write(buffer, 0, length);
        return false;
    }

    @Test
    void theSequenceDetaches() throws IOException {
        assertThat(type(DetachKeys.of(""), 'a', 16, 17)).isTrue();
        DetachKeys slowly = DetachKeys.of("ctrl-p,q");
        assertThat(type(slowly, 16)).isFalse();
        assertThat(type(slowly, 'q')).isTrue();
        assertThat(sent.size()).isZero();
    }

    @Test
    void keysOfABrokenSequenceAreSentInOrder() throws IOException {
        DetachKeys keys = DetachKeys.of("");
        assertThat(type(keys, 'a', 16)).isFalse();
        assertThat(type(keys, 'b', 16, 16, 'c')).isFalse();
        assertThat(sent.toByteArray()).containsExactly('a', 16, 'b', 16, 16, 'c');
    }

    @Test
    void unknownKeysAreRefused() {
        assertThatThrownBy(() -> DetachKeys.of("ctrl-1")).hasMessage("Unknown character: 'ctrl-1'");
    }
}
