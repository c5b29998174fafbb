package dev.proa.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DemultiplexerTest {
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private void frame(int kind, byte[] payload) {
        stream.writeBytes(ByteBuffer.allocate(8)
                .put((byte) kind)
                .putInt(4, payload.length)
                .array());
        stream.writeBytes(payload);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A stream that hands out few bytes at a time. */
    private static InputStream trickling(byte[] bytes) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 3));
            }
        };
    }

    @Test
    void framesGoWhereTheyBelong() throws IOException {
        byte[] large = new byte[700_000];
        Arrays.fill(large, (byte) 'x');
        frame(1, bytes("out"));
        frame(2, bytes("err"));
        frame(1, new byte[0]);
        frame(1, large);
        Demultiplexer.copy(new ByteArrayInputStream(stream.toByteArray()), out, err);
        assertThat(out.size()).isEqualTo(3 + large.length);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err");
    }

    @Test
    void headersMayComeInPieces() throws IOException {
        frame(2, bytes("some text"));
        frame(1, bytes("more"));
        Demultiplexer.copy(trickling(stream.toByteArray()), out, err);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("more");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("some text");
    }

    @Test
    void aStreamThatIsNotWantedIsDropped() throws IOException {
        frame(1, bytes("out"));
        frame(2, bytes("err"));
        Demultiplexer.copy(new ByteArrayInputStream(stream.toByteArray()), null, err);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("err");
    }

    @Test
    void malformedStreamsFail() {
        assertThatThrownBy(() -> Demultiplexer.copy(new ByteArrayInputStream(bytes("hello world")), out, err))
                .hasMessage("Unrecognized input header: 104");
        assertThatThrownBy(() -> Demultiplexer.copy(new ByteArrayInputStream(new byte[] {1, 0, 0}), out, err))
                .isInstanceOf(EOFException.class);
        frame(1, bytes("cut short"));
        byte[] cut = Arrays.copyOf(stream.toByteArray(), 12);
        assertThatThrownBy(() -> Demultiplexer.copy(new ByteArrayInputStream(cut), out, err))
                .isInstanceOf(EOFException.class);
        stream.reset();
        frame(3, bytes("it broke"));
        assertThatThrownBy(() -> Demultiplexer.copy(new ByteArrayInputStream(stream.toByteArray()), out, err))
                .hasMessage("error from daemon in stream: it broke");
    }
}
