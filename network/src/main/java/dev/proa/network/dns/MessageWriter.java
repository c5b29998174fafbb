package dev.proa.network.dns;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/** Writes answers (RFC 1035 4): the question repeated, then records about the name asked for. */
final class MessageWriter {
    /**
     * In seconds. What is asked here changes with the next connect, disconnect or rename, and the answer costs a client
     * nothing: nobody should keep it.
     */
    private static final int TIME_TO_LIVE = 0;

    private static final int RESPONSE = 0x8000;
    private static final int TRUNCATED = 0x0200;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int NAME_OF_QUESTION = 0xc000 | MessageParser.HEADER;
    private static final int OPT_LENGTH = 11;

    private final byte[] bytes;
    private final int limit;
    private int length;

    private MessageWriter(int limit) {
        this.bytes = new byte[limit];
        this.limit = limit;
    }

    /** The header alone, for a message that could not be understood. */
    static byte[] bare(byte[] message, ResponseCode code) {
        byte[] reply = new byte[MessageParser.HEADER];
        reply[0] = message[0];
        reply[1] = message[1];
        int flags = RESPONSE | ((message[2] << 8) & (0x7800 | RECURSION_DESIRED)) | RECURSION_AVAILABLE | code.number();
        reply[2] = (byte) (flags >> 8);
        reply[3] = (byte) flags;
        return reply;
    }

    /** An answer without records. */
    static byte[] empty(Query query, ResponseCode code) {
        return start(query, code, false, query.questionEnd() + OPT_LENGTH).finish(query, 0);
    }

    /** An answer that tells the client to ask again over TCP. */
    static byte[] truncated(Query query) {
        return start(query, ResponseCode.SUCCESS, true, query.questionEnd() + OPT_LENGTH)
                .finish(query, 0);
    }

    /**
     * Addresses of the name asked for.
     *
     * @param limit how long the answer may be; what does not fit is left out and the answer marked as cut
     */
    static byte[] addresses(Query query, Collection<? extends InetAddress> addresses, int limit) {
        int each = 12 + (query.type() == RecordType.A ? 4 : 16);
        int room = (limit - query.questionEnd() - OPT_LENGTH) / each;
        int count = Math.min(room, addresses.size());
        MessageWriter writer = start(query, ResponseCode.SUCCESS, count < addresses.size(), limit);
        addresses.stream().limit(count).forEach(address -> writer.record(query.type(), address.getAddress()));
        return writer.finish(query, count);
    }

    /**
     * The name of the address asked for.
     *
     * @throws IllegalArgumentException when it cannot be written: a label may have 63 bytes, a name 255
     */
    static byte[] pointer(Query query, String name) {
        byte[] data = encode(name);
        MessageWriter writer =
                start(query, ResponseCode.SUCCESS, false, query.questionEnd() + 12 + data.length + OPT_LENGTH);
        writer.record(RecordType.PTR, data);
        return writer.finish(query, 1);
    }

    private static MessageWriter start(Query query, ResponseCode code, boolean truncated, int limit) {
        MessageWriter writer = new MessageWriter(limit);
        System.arraycopy(query.message(), 0, writer.bytes, 0, query.questionEnd());
        writer.length = 2;
        writer.number(RESPONSE
                | (query.flags() & RECURSION_DESIRED)
                | RECURSION_AVAILABLE
                | (truncated ? TRUNCATED : 0)
                | code.number());
        writer.length = query.questionEnd();
        return writer;
    }

    private void record(int type, byte[] data) {
        number(NAME_OF_QUESTION);
        number(type);
        number(1);
        number(TIME_TO_LIVE >> 16);
        number(TIME_TO_LIVE);
        number(data.length);
        System.arraycopy(data, 0, bytes, length, data.length);
        length += data.length;
    }

    private byte[] finish(Query query, int answers) {
        int additional = 0;
        if (query.edns()) {
            additional = 1;
            bytes[length++] = 0; // the root's name
            number(RecordType.OPT);
            number(MessageParser.LARGEST_UDP_SIZE);
            number(0);
            number(0);
            number(0);
        }
        int end = length;
        length = 6;
        number(answers);
        number(0);
        number(additional);
        return end == limit ? bytes : Arrays.copyOf(bytes, end);
    }

    private void number(int value) {
        bytes[length++] = (byte) (value >> 8);
        bytes[length++] = (byte) value;
    }

    private static byte[] encode(String name) {
        byte[] encoded = new byte[name.length() + 2];
        if (encoded.length > 255) {
            throw new IllegalArgumentException("too long for DNS: " + name);
        }
        int at = 0;
        for (String label : name.split("\\.", -1)) {
            byte[] text = label.getBytes(StandardCharsets.ISO_8859_1);
            if (text.length == 0 || text.length > 63) {
                throw new IllegalArgumentException("no name for DNS: " + name);
            }
            encoded[at++] = (byte) text.length;
            System.arraycopy(text, 0, encoded, at, text.length);
            at += text.length;
        }
        return encoded;
    }
}
