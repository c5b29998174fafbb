package dev.proa.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes one netlink message: header, fixed body, attributes (netlink(7)), in the machine's byte order. */
final class MessageWriter {
    static final int HEADER = 16;

    private static final int SEQUENCE_OFFSET = 8;
    private static final int NESTED = 0x8000;
    // Ours are some two hundred bytes; a page leaves room.
    private static final int CAPACITY = 4096;

    private final ByteBuffer buffer = ByteBuffer.allocate(CAPACITY).order(ByteOrder.nativeOrder());

    MessageWriter(int type, int flags) {
        buffer.putInt(0)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(0)
                .putInt(0);
    }

    MessageWriter u8(int value) {
        buffer.put((byte) value);
        return this;
    }

    MessageWriter u16(int value) {
        buffer.putShort((short) value);
        return this;
    }

    MessageWriter u32(int value) {
        buffer.putInt(value);
        return this;
    }

    MessageWriter attribute(int type, byte[] value) {
        int start = begin(type);
        buffer.put(value);
        return end(start);
    }

    MessageWriter attribute(int type, int value) {
        int start = begin(type);
        buffer.putInt(value);
        return end(start);
    }

    /** A text with the zero byte that ends it. */
    MessageWriter attribute(int type, String value) {
        int start = begin(type);
        buffer.put(value.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        return end(start);
    }

    /** Begins an attribute that holds attributes. */
    int beginNested(int type) {
        return begin(type | NESTED);
    }

    private int begin(int type) {
        int start = buffer.position();
        buffer.putShort((short) 0).putShort((short) type);
        return start;
    }

    /** Ends the attribute begun at {@code start}: its length counts neither what follows nor the padding. */
    MessageWriter end(int start) {
        buffer.putShort(start, (short) (buffer.position() - start));
        while (buffer.position() % 4 != 0) {
            buffer.put((byte) 0);
        }
        return this;
    }

    /** The message, from its first byte to its last. */
    ByteBuffer finish() {
        buffer.putInt(0, buffer.position());
        return buffer.flip();
    }

    static void setSequence(ByteBuffer message, int sequence) {
        message.putInt(SEQUENCE_OFFSET, sequence);
    }
}
