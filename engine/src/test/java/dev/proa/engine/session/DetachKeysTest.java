package dev.proa.engine.session;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proa.engine.failure.InvalidArgument;
import org.junit.jupiter.api.Test;

class DetachKeysTest {
    private static DetachKeys.Typed type(DetachKeys keys, String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        return keys.type(bytes, 0, bytes.length);
    }

    private static String passedOn(DetachKeys.Typed typed) {
        return new String(typed.passOn(), ISO_8859_1);
    }

    @Test
    void whatIsTypedGoesThroughUnchanged() {
        DetachKeys keys = DetachKeys.parse(null);
        assertThat(passedOn(type(keys, "abc\u00ff\0"))).isEqualTo("abc\u00ff\0");
    }

    @Test
    void theSequenceDetachesAlsoInPieces() {
        DetachKeys keys = DetachKeys.parse("ctrl-p,ctrl-q");
        assertThat(type(keys, "x\u0010")).satisfies(typed -> {
            assertThat(passedOn(typed)).isEqualTo("x");
            assertThat(typed.detached()).isFalse();
        });
        assertThat(type(keys, "\u0011").detached()).isTrue();
    }

    @Test
    void aBeginningThatGoesOnOtherwiseIsPassedOnAfterAll() {
        DetachKeys keys = DetachKeys.parse(null);
        assertThat(passedOn(type(keys, "\u0010"))).isEmpty();
        assertThat(passedOn(type(keys, "\u0010"))).isEqualTo("\u0010");
        assertThat(passedOn(type(keys, "a"))).isEqualTo("\u0010a");
    }

    @Test
    void keysMayBeLetters() {
        assertThat(type(DetachKeys.parse("a,b"), "xab").detached()).isTrue();
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (String keys : new String[] {"ctrl-", "ctrl-1", "ab", "ctrl-a,", "shift-a"}) {
            assertThatThrownBy(() -> DetachKeys.parse(keys))
                    .isInstanceOf(InvalidArgument.class)
                    .hasMessage("Invalid detach keys (" + keys + ") provided");
        }
    }
}
