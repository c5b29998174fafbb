package dev.proa.network.dns;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads questions (RFC 1035 4). What a container sends is not to be trusted: each step moves on in the message and looks
 * at its end first, and names are read without following pointers, which a question has no use for.
 */
final class MessageParser {
    static final int HEADER = 12;
    /** What a client takes that says nothing else (RFC 1035 4.2.1). */
    static final int PLAIN_UDP_SIZE = 512;
    /** Larger datagrams would come in fragments on a usual network. */
    static final int LARGEST_UDP_SIZE = 4096;

    private static final int LONGEST_NAME = 255;
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE = 0x7800;
    private static final int INTERNET = 1;
    private static final int ANY_CLASS = 255;
    private static final int RECORD_AFTER_NAME = 10;

    private final byte[] message;
    private final int length;
    private int position;

    private MessageParser(byte[] message, int length) {
        this.message = message;
        this.length = length;
    }

    /**
     * Reads a message.
     *
     * @param message kept by the question; the caller does not use it again
     */
    static Parsed parse(byte[] message, int length) {
        return new MessageParser(message, length).parse();
    }

    private Parsed parse() {
        if (length < HEADER || (number(2) & RESPONSE) != 0) {
            return new Parsed.Ignored();
        }
        if ((number(2) & OPCODE) != 0) {
            return rejected(ResponseCode.NOT_IMPLEMENTED);
        }
        if (number(4) != 1) {
            return rejected(ResponseCode.FORMAT_ERROR);
        }
        position = HEADER;
        StringBuilder name = new StringBuilder();
        if (!readName(name) || position + 4 > length) {
            return rejected(ResponseCode.FORMAT_ERROR);
        }
        int type = number(position);
        int dnsClass = number(position + 2);
        position += 4;
        if (dnsClass != INTERNET && dnsClass != ANY_CLASS) {
            return rejected(ResponseCode.NOT_IMPLEMENTED);
        }
        int questionEnd = position;
        int ednsSize = ednsSize(number(6) + number(8) + number(10));
        return new Parsed.Question(
                new Query(message, length, name.toString().toLowerCase(Locale.ROOT), type, questionEnd, ednsSize));
    }

    private Parsed rejected(ResponseCode code) {
        return new Parsed.Rejected(MessageWriter.bare(message, code));
    }

    private int number(int at) {
        return ((message[at] & 0xff) << 8) | (message[at + 1] & 0xff);
    }

    /** Reads a name without pointers. A dot inside a label makes it one that nothing here is called by. */
    private boolean readName(StringBuilder name) {
        int start = position;
        while (position < length) {
            int label = message[position++] & 0xff;
            if (label == 0) {
                return position - start <= LONGEST_NAME;
            }
            if (label > 63 || position + label > length || position + label - start > LONGEST_NAME) {
                return false;
            }
            String text = new String(message, position, label, StandardCharsets.ISO_8859_1);
            name.append(name.isEmpty() ? "" : ".").append(text.replace('.', '\0'));
            position += label;
        }
        return false;
    }

    /** Goes through the other records for the one of EDNS; records cut short end the search. */
    private int ednsSize(int records) {
        for (int i = 0; i < records; i++) {
            if (!skipName() || position + RECORD_AFTER_NAME > length) {
                return -1;
            }
            if (number(position) == RecordType.OPT) {
                return number(position + 2);
            }
            position += RECORD_AFTER_NAME + number(position + 8);
        }
        return -1;
    }

    private boolean skipName() {
        while (position < length) {
            int label = message[position++] & 0xff;
            if (label == 0) {
                return true;
            }
            if (label >= 0xc0) {
                position++; // a pointer ends the name
                return true;
            }
            position += label;
        }
        return false;
    }
}
