package dev.proa.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of some bytes by their hash, as {@code sha256:<64 hex digits>}.
 *
 * @param algorithm {@code sha256} or {@code sha512}
 * @param hex the hash in lower-case hexadecimal
 */
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
    public static final String SHA256 = "sha256";
    public static final String SHA512 = "sha512";
    // go-digest's DigestRegexp, so that "wrong form" and "unknown algorithm" are told apart as Docker does.
    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+");
    private static final Pattern LOWER_HEX = Pattern.compile("[a-f0-9]*");

    public Digest {
        int length = switch (algorithm) {
            case SHA256 -> 64;
            case SHA512 -> 128;
            default -> throw new InvalidReferenceException("unsupported digest algorithm");
        };
        if (hex.length() != length) {
            throw new InvalidReferenceException("invalid checksum digest length");
        }
        if (!LOWER_HEX.matcher(hex).matches()) {
            throw new InvalidReferenceException("invalid checksum digest format");
        }
    }

    /**
     * Reads {@code algorithm:hex}.
     *
     * @throws InvalidReferenceException if it is anything else, with the reason in Docker's words
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || text.length() > 512 || !FORM.matcher(text).matches()) {
            throw new InvalidReferenceException("invalid checksum digest format");
        }
        return new Digest(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The SHA-256 digest with this value in hexadecimal. */
    public static Digest sha256(String hex) {
        return new Digest(SHA256, hex);
    }

    /** The SHA-256 digest of these bytes. */
    public static Digest of(byte[] content) {
        return finish(SHA256, hash(SHA256).digest(content));
    }

    /**
     * A fresh hash function, to be fed and given to {@link #of(String, MessageDigest)}.
     *
     * @param algorithm {@link #SHA256} or {@link #SHA512}
     */
    public static MessageDigest hash(String algorithm) {
        try {
            return MessageDigest.getInstance(
                    switch (algorithm) {
                        case SHA256 -> "SHA-256";
                        case SHA512 -> "SHA-512";
                        default -> throw new InvalidReferenceException("unsupported digest algorithm");
                    });
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-2", impossible);
        }
    }

    /** The digest of what was fed to a hash function of {@link #hash}, which is reset by this. */
    public static Digest of(String algorithm, MessageDigest fed) {
        return finish(algorithm, fed.digest());
    }

    private static Digest finish(String algorithm, byte[] hash) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash));
    }

    /** The first twelve hexadecimal digits, which lists show. */
    public String shortHex() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        int byAlgorithm = algorithm.compareTo(other.algorithm);
        return byAlgorithm != 0 ? byAlgorithm : hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return algorithm + ":" + hex;
    }
}
