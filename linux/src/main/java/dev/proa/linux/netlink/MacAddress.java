package dev.proa.linux.netlink;

import java.util.HexFormat;

/**
 * An Ethernet address.
 *
 * @param bits its 48 bits, the first byte highest
 */
public record MacAddress(long bits) {
    private static final int BYTES = 6;
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    public MacAddress {
        if (bits >>> (8 * BYTES) != 0) {
            throw new IllegalArgumentException("not an Ethernet address: " + Long.toHexString(bits));
        }
    }

    /**
     * Reads six bytes.
     *
     * @throws IllegalArgumentException when there are not six
     */
    public static MacAddress of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an Ethernet address has 6 bytes, not " + bytes.length);
        }
        long bits = 0;
        for (byte part : bytes) {
            bits = bits << 8 | (part & 0xff);
        }
        return new MacAddress(bits);
    }

    /**
     * Reads the form {@code 02:42:ac:11:00:02}, in either case.
     *
     * @throws IllegalArgumentException when the text is of another form
     */
    public static MacAddress parse(String text) {
        try {
            return of(COLONS.parseHex(text));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("invalid MAC address: " + text, malformed);
        }
    }

    /** Its six bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (bits >>> (8 * (BYTES - 1 - i)));
        }
        return bytes;
    }

    /** The form {@code 02:42:ac:11:00:02}. */
    @Override
    public String toString() {
        return COLONS.formatHex(bytes());
    }
}
