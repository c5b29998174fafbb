package dev.proa.cli.command;

import dev.proa.cli.CliException;
import java.util.List;

/** The names of images as users type them. */
public final class ImageName {
    public static final String DEFAULT_TAG = "latest";

    private static final String DEFAULT_DOMAIN = "docker.io";
    private static final List<String> PREFIXES =
            List.of("docker.io/library/", "index.docker.io/library/", "docker.io/", "index.docker.io/");

    private ImageName() {}

    /**
     * The name with {@code :latest} if it has neither tag nor digest, without the default registry's prefix.
     *
     * @throws CliException with Docker's wording, if it is malformed
     */
    public static String withTag(String name) throws CliException {
        String shortName = familiar(name);
        return isRepository(shortName) ? shortName + ":" + DEFAULT_TAG : shortName;
    }

    /**
     * The name without the default registry's prefix.
     *
     * @throws CliException with Docker's wording, if it is malformed
     */
    public static String familiar(String name) throws CliException {
        check(name);
        for (String prefix : PREFIXES) {
            if (name.startsWith(prefix)) {
                return name.substring(prefix.length());
            }
        }
        return name;
    }

    /**
     * Refuses ids and digests where only a name will do.
     *
     * @throws CliException with Docker's wording
     */
    public static void refuseId(String name) throws CliException {
        if (isId(name)) {
            throw new CliException(
                    "invalid repository name (" + name + "), cannot specify 64-byte hexadecimal strings");
        }
    }

    /** Whether a well-formed name has neither tag nor digest. */
    public static boolean isRepository(String name) {
        return name.indexOf('@') < 0 && name.lastIndexOf(':') <= name.lastIndexOf('/');
    }

    /** A well-formed name without tag and digest. */
    public static String repository(String name) {
        int at = name.indexOf('@');
        String tagged = at < 0 ? name : name.substring(0, at);
        int colon = tagged.lastIndexOf(':');
        return colon > tagged.lastIndexOf('/') ? tagged.substring(0, colon) : tagged;
    }

    /** A well-formed name's digest, else its tag, else nothing. */
    public static String version(String name) {
        int at = name.indexOf('@');
        return at >= 0 ? name.substring(at + 1) : isRepository(name) ? "" : name.substring(name.lastIndexOf(':') + 1);
    }

    /** A familiar name with its registry. */
    public static String canonical(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return DEFAULT_DOMAIN + "/library/" + name;
        }
        return isDomain(name.substring(0, slash)) ? name : DEFAULT_DOMAIN + "/" + name;
    }

    private static boolean isDomain(String first) {
        return first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost") || upper(first);
    }

    /** Whether the text is an image's full id. */
    public static boolean isId(String text) {
        return text.length() == 64 && hex(text);
    }

    /** Checks a name as the daemon will, so that its mistakes are told without asking it. */
    public static void check(String name) throws CliException {
        if (isId(name) || (name.startsWith("sha256:") && isId(name.substring(7)))) {
            return;
        }
        String rest = name;
        int at = rest.indexOf('@');
        if (at >= 0) {
            checkDigest(rest.substring(at + 1));
            rest = rest.substring(0, at);
        }
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            if (!isTag(rest.substring(colon + 1)) && !upper(rest.substring(0, colon))) {
                throw malformed();
            }
            rest = rest.substring(0, colon);
        }
        checkPath(rest);
    }

    private static void checkPath(String name) throws CliException {
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean domain = slash > 0 && isDomain(first);
        String path = domain ? name.substring(slash + 1) : name;
        if (upper(path)) {
            String full = domain || path.indexOf('/') >= 0 ? path : "library/" + path;
            throw new CliException("invalid reference format: repository name (" + full + ") must be lowercase");
        }
        for (String component : path.split("/", -1)) {
            if (!isComponent(component)) {
                throw malformed();
            }
        }
        if (name.length() > 255 + DEFAULT_DOMAIN.length()) {
            throw new CliException("invalid reference format: repository name must not be more than 255 characters");
        }
    }

    /** Letters and digits, joined by a dot, one or two underscores or any number of dashes. */
    private static boolean isComponent(String text) {
        int i = 0;
        int length = text.length();
        while (true) {
            int start = i;
            while (i < length && (lower(text.charAt(i)) || digit(text.charAt(i)))) {
                i++;
            }
            if (i == start) {
                return false;
            }
            if (i == length) {
                return true;
            }
            char c = text.charAt(i);
            int from = i;
            while (i < length && text.charAt(i) == c && "._-".indexOf(c) >= 0) {
                i++;
            }
            int run = i - from;
            if (run == 0 || (c == '.' && run > 1) || (c == '_' && run > 2)) {
                return false;
            }
        }
    }

    private static boolean isTag(String text) {
        if (text.isEmpty() || text.length() > 128 || text.charAt(0) == '.' || text.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!lower(c) && !digit(c) && !(c >= 'A' && c <= 'Z') && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static void checkDigest(String digest) throws CliException {
        int colon = digest.indexOf(':');
        if (colon <= 0 || digest.length() - colon - 1 < 32 || !hex(digest.substring(colon + 1))) {
            throw malformed();
        }
    }

    private static boolean hex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!digit(c) && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean upper(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
                return true;
            }
        }
        return false;
    }

    private static boolean lower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private static CliException malformed() {
        return new CliException("invalid reference format");
    }
}
