package dev.proa.linux.netlink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One received netlink message.
 *
 * @param payload what follows the header, in the machine's byte order
 */
record NetlinkMessage(int type, int flags, int sequence, ByteBuffer payload) {
    static final int ERROR = 2;
    static final int DONE = 3;

    static final int DUMP_INTERRUPTED = 0x10;

    private static final int CAPPED = 0x100;
    private static final int ACK_TLVS = 0x200;
    private static final int EXTENDED_ACK_TEXT = 1;

    /**
     * Splits what one recv(2) returned.
     *
     * @throws IOException when a length does not fit
     */
    static List<NetlinkMessage> parse(ByteBuffer received) throws IOException {
        ByteBuffer rest = received.slice().order(ByteOrder.nativeOrder());
        List<NetlinkMessage> messages = new ArrayList<>();
        while (rest.hasRemaining()) {
            int start = rest.position();
            int available = rest.remaining();
            int length = available < MessageWriter.HEADER ? available : rest.getInt(start);
            if (length < MessageWriter.HEADER || length > available) {
                throw new IOException(
                        "malformed netlink message: length " + length + " with " + available + " bytes left");
            }
            messages.add(new NetlinkMessage(
                    Short.toUnsignedInt(rest.getShort(start + 4)),
                    Short.toUnsignedInt(rest.getShort(start + 6)),
                    rest.getInt(start + 8),
                    rest.slice(start + MessageWriter.HEADER, length - MessageWriter.HEADER)
                            .order(ByteOrder.nativeOrder())));
            rest.position(Math.min(align(start + length), rest.limit()));
        }
        return messages;
    }

    /**
     * The error number of an error message or of the end of a list; 0 for success.
     *
     * @throws IOException when the message is too short to hold one
     */
    int errno() throws IOException {
        if (payload.remaining() < 4) {
            // The end of a list may come without a number.
            if (type == DONE && !payload.hasRemaining()) {
                return 0;
            }
            throw new IOException("malformed netlink message: an error of " + payload.remaining() + " bytes");
        }
        return Math.max(0, -payload.getInt(0));
    }

    /** The kernel's own words in an error message or at the end of a list; empty when there are none. */
    String extendedAck() {
        if ((flags & ACK_TLVS) == 0) {
            return "";
        }
        int offset = 4;
        if (type == ERROR) {
            // The request's header follows the number, and its body unless that was cut off.
            if (payload.remaining() < 4 + MessageWriter.HEADER) {
                return "";
            }
            offset += (flags & CAPPED) != 0 ? MessageWriter.HEADER : align(payload.getInt(4));
        }
        if (offset < 4 || offset > payload.remaining()) {
            return "";
        }
        try {
            return Attributes.parse(payload.slice(offset, payload.remaining() - offset))
                    .text(EXTENDED_ACK_TEXT)
                    .orElse("");
        } catch (IOException malformed) {
            // The error itself is what matters; its words are only a help.
            return "";
        }
    }

    static int align(int length) {
        return (length + 3) & ~3;
    }
}
