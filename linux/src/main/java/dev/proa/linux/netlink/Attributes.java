package dev.proa.linux.netlink;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The attributes of a message, by type; of several of one type the last counts. */
final class Attributes {
    private static final int HEADER = 4;
    // The two highest bits of a type are flags (NLA_TYPE_MASK in linux/netlink.h).
    private static final int TYPE_MASK = 0x3fff;

    private final Map<Integer, ByteBuffer> values;

    private Attributes(Map<Integer, ByteBuffer> values) {
        this.values = values;
    }

    /**
     * Reads all attributes of a buffer.
     *
     * @throws IOException when a length does not fit
     */
    static Attributes parse(ByteBuffer attributes) throws IOException {
        ByteBuffer rest = attributes.slice().order(ByteOrder.nativeOrder());
        Map<Integer, ByteBuffer> values = new HashMap<>();
        while (rest.hasRemaining()) {
            int start = rest.position();
            int available = rest.remaining();
            int length = available < HEADER ? available : Short.toUnsignedInt(rest.getShort(start));
            if (length < HEADER || length > available) {
                throw new IOException(
                        "malformed netlink attribute: length " + length + " with " + available + " bytes left");
            }
            values.put(
                    rest.getShort(start + 2) & TYPE_MASK,
                    rest.slice(start + HEADER, length - HEADER).order(ByteOrder.nativeOrder()));
            rest.position(Math.min(NetlinkMessage.align(start + length), rest.limit()));
        }
        return new Attributes(values);
    }

    Optional<byte[]> bytes(int type) {
        return Optional.ofNullable(values.get(type)).map(value -> {
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return bytes;
        });
    }

    /** A number of 32 bits. */
    Optional<Integer> number(int type) throws IOException {
        ByteBuffer value = values.get(type);
        if (value == null) {
            return Optional.empty();
        }
        if (value.remaining() < Integer.BYTES) {
            throw new IOException(
                    "malformed netlink attribute " + type + ": a number of " + value.remaining() + " bytes");
        }
        return Optional.of(value.getInt(0));
    }

    /** A text, up to the zero byte that ends it if there is one. */
    Optional<String> text(int type) {
        return bytes(type).map(bytes -> {
            int end = 0;
            while (end < bytes.length && bytes[end] != 0) {
                end++;
            }
            return new String(bytes, 0, end, StandardCharsets.UTF_8);
        });
    }

    Optional<InetAddress> address(int type) throws IOException {
        Optional<byte[]> bytes = bytes(type);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        int length = bytes.get().length;
        if (length != 4 && length != 16) {
            throw new IOException("malformed netlink attribute " + type + ": an address of " + length + " bytes");
        }
        return Optional.of(InetAddress.getByAddress(bytes.get()));
    }

    Attributes nested(int type) throws IOException {
        ByteBuffer value = values.get(type);
        return value == null ? new Attributes(Map.of()) : parse(value);
    }
}
