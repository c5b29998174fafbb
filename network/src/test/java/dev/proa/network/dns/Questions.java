package dev.proa.network.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Questions as clients write them. */
final class Questions {
    private Questions() {}

    static byte[] of(String name, int type) {
        return of(0x1234, name, type, 0);
    }

    /** @param ednsSize what the client takes in a datagram; 0: without EDNS */
    static byte[] of(int id, String name, int type, int ednsSize) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        number(out, id);
        number(out, 0x0100);
        number(out, 1);
        number(out, 0);
        number(out, 0);
        number(out, ednsSize > 0 ? 1 : 0);
        for (String label : name.split("\\.", -1)) {
            byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
        out.write(0);
        number(out, type);
        number(out, 1);
        if (ednsSize > 0) {
            out.write(0);
            number(out, RecordType.OPT);
            number(out, ednsSize);
            number(out, 0);
            number(out, 0);
            number(out, 0);
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value) {
        out.write(value >> 8);
        out.write(value);
    }

    static int code(byte[] answer) {
        return answer[3] & 0x0f;
    }

    static int answers(byte[] answer) {
        return ((answer[6] & 0xff) << 8) | (answer[7] & 0xff);
    }

    static boolean truncated(byte[] answer) {
        return (answer[2] & 0x02) != 0;
    }
}
