package dev.proa.linux.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name or path as the kernel has it: bytes, of any encoding or none, without NUL.
 *
 * <p>Java's own paths cannot hold names that are invalid in the locale's encoding; images contain them.
 */
public final class FileName {
    private final byte[] bytes;

    private FileName(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The name of these bytes.
     *
     * @param bytes copied
     * @throws IllegalArgumentException if there is a NUL among them
     */
    public static FileName of(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                throw new IllegalArgumentException(
                        "NUL byte in the file name " + new String(bytes, StandardCharsets.UTF_8).replace('\0', '?'));
            }
        }
        return new FileName(bytes.clone());
    }

    /** The name in UTF-8. */
    public static FileName of(String name) {
        return of(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Answers a copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    byte[] raw() {
        return bytes;
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** This path, a slash, and another one. */
    public FileName resolve(FileName other) {
        if (bytes.length == 0) {
            return other;
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + other.bytes.length);
        joined[bytes.length] = '/';
        System.arraycopy(other.bytes, 0, joined, bytes.length + 1, other.bytes.length);
        return new FileName(joined);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The name read as UTF-8, for people; not for going back to the file. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
