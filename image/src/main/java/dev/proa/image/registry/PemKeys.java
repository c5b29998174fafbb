package dev.proa.image.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Private keys as OpenSSL writes them: PKCS #8, and the older form for RSA. */
final class PemKeys {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----([^-]*)-----END");

    /** AlgorithmIdentifier of rsaEncryption, which PKCS #8 puts before a PKCS #1 key. */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};
    private static final byte SEQUENCE = 0x30;
    private static final byte OCTETS = 0x04;

    private PemKeys() {}

    /** @throws GeneralSecurityException if there is no key in it that can be read */
    static PrivateKey read(Path file) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(Files.readString(file));
        if (!block.find()) {
            throw new InvalidKeySpecException(file + " has no private key in PEM form");
        }
        byte[] der = Base64.getMimeDecoder().decode(block.group(2));
        return switch (block.group(1).strip()) {
            case "" -> decode(file, der);
            case "RSA" -> decode(file, wrapped(der));
            case "ENCRYPTED" -> throw new InvalidKeySpecException(file + " is encrypted");
            default -> throw new InvalidKeySpecException(file + ": write it as PKCS #8 (openssl pkcs8 -topk8 -nodes)");
        };
    }

    private static PrivateKey decode(Path file, byte[] pkcs8) throws GeneralSecurityException {
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException another) {
                // Of another algorithm.
            }
        }
        throw new InvalidKeySpecException(file + ": the key is of no algorithm that is supported");
    }

    private static byte[] wrapped(byte[] pkcs1) {
        return tagged(SEQUENCE, joined(VERSION_0, RSA, tagged(OCTETS, pkcs1)));
    }

    /** A DER value of up to 64 KiB. */
    private static byte[] tagged(byte tag, byte[] content) {
        int n = content.length;
        byte[] head = n < 0x80 ? new byte[] {tag, (byte) n} : new byte[] {tag, (byte) 0x82, (byte) (n >> 8), (byte) n};
        return joined(head, content);
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return whole;
    }
}
