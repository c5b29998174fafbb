package dev.proa.cli.command;

import dev.proa.cli.CliException;

/** The names of images as users type them. */
public final class ImageName {
    private static final String DEFAULT_DOMAIN = "docker.io";

    private ImageName() {}

    /**
     * The name with {@code :latest} if it has neither tag nor digest, without the default registry's prefix.
     *
     * @throws CliException with Docker's wording, if it is malformed
     */
    public static String withTag(String name) throws CliException {
        check(name);
        String shortName = name;
        for (String prefix : new String[] {"docker.io/library/", "index.docker.io/library/", "docker.io/"}) {
            if (shortName.startsWith(prefix)) {
                shortName = shortName.substring(prefix.length());
                break;
            }
        }
        boolean tagged = shortName.indexOf('@') >= 0 || shortName.lastIndexOf(':') > shortName.lastIndexOf('/');
        return tagged ? shortName : shortName + ":latest";
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
        boolean domain = slash > 0
                && (first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost") || upper(first));
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
