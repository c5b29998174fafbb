package dev.proa.engine.lifecycle;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Identifiers as Docker makes them: 256 random bits in hexadecimal. */
public final class ContainerIds {
    /** What people are shown of an id. */
    public static final int SHORT = 12;

    private final SecureRandom random = new SecureRandom();

    /** 64 digits; never such that the first twelve could be read as a decimal number. */
    public String next() {
        byte[] bits = new byte[32];
        while (true) {
            random.nextBytes(bits);
            String id = HexFormat.of().formatHex(bits);
            // A hostname of digits alone confuses programs that look for addresses.
            if (id.substring(0, SHORT).chars().anyMatch(c -> c > '9')) {
                return id;
            }
        }
    }
}
