package dev.proa.engine.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proa.engine.container.StdStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameSplitterTest {
    private static byte[] frame(int stream, String text) {
        byte[] frame = new byte[8 + text.length()];
        frame[0] = (byte) stream;
        frame[6] = (byte) (text.length() >> 8);
        frame[7] = (byte) text.length();
        System.arraycopy(text.getBytes(US_ASCII), 0, frame, 8, text.length());
        return frame;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 9, 4096})
    void framesComeOutWholeHoweverTheyAreCut(int piece) throws IOException {
        String longText = "x".repeat(300);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(frame(1, "out"));
        frames.writeBytes(frame(2, "err"));
        frames.writeBytes(frame(1, ""));
        frames.writeBytes(frame(1, longText));
        byte[] all = frames.toByteArray();

        Map<StdStream, ByteArrayOutputStream> got = new EnumMap<>(StdStream.class);
        FrameSplitter splitter = new FrameSplitter((stream, buffer, offset, length) ->
                got.computeIfAbsent(stream, _ -> new ByteArrayOutputStream()).write(buffer, offset, length));
        for (int at = 0; at < all.length; at += piece) {
            splitter.write(all, at, Math.min(piece, all.length - at));
        }

        assertThat(got.get(StdStream.STDOUT)).hasToString("out" + longText);
        assertThat(got.get(StdStream.STDERR)).hasToString("err");
    }
}
