package dev.proa.network.dns;

/** A question that came from a container, with what its answer has to repeat. */
final class Query {
    private final byte[] message;
    private final int length;
    private final String name;
    private final int type;
    private final int questionEnd;
    private final int ednsSize;

    /**
     * A question.
     *
     * @param message as it came; not to be changed
     * @param length how much of it is the message
     * @param questionEnd where the question ends in the message
     * @param ednsSize what the client says that it takes in a datagram; negative when it does not speak EDNS(0)
     */
    Query(byte[] message, int length, String name, int type, int questionEnd, int ednsSize) {
        this.message = message;
        this.length = length;
        this.name = name;
        this.type = type;
        this.questionEnd = questionEnd;
        this.ednsSize = ednsSize;
    }

    byte[] message() {
        return message;
    }

    int length() {
        return length;
    }

    /** What is asked for, in lower case, without the last dot; the root is empty. */
    String name() {
        return name;
    }

    /** One of {@link RecordType}, or another. */
    int type() {
        return type;
    }

    int questionEnd() {
        return questionEnd;
    }

    /** Whether the client speaks EDNS(0) (RFC 6891). */
    boolean edns() {
        return ednsSize >= 0;
    }

    /** How large a datagram the client takes. */
    int udpSize() {
        return Math.clamp(ednsSize, MessageParser.PLAIN_UDP_SIZE, MessageParser.LARGEST_UDP_SIZE);
    }

    int id() {
        return ((message[0] & 0xff) << 8) | (message[1] & 0xff);
    }

    /** The second 16 bits of its header. */
    int flags() {
        return ((message[2] & 0xff) << 8) | (message[3] & 0xff);
    }
}
