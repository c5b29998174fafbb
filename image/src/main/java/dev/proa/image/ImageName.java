package dev.proa.image;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of an image: a repository at a registry, with a tag, a digest, both or neither.
 *
 * <p>It has two spellings. The canonical one is complete: {@code docker.io/library/busybox:1.36}. The familiar one
 * leaves out what Docker users leave out: {@code busybox:1.36}.
 *
 * @param domain the registry's host with its port if any, {@code docker.io} for Docker Hub
 * @param path the repository at the registry, for example {@code library/busybox}
 * @param tag null if the name has none
 * @param digest null if the name has none
 */
public record ImageName(
        String domain,
        String path,
        @Nullable String tag,
        @Nullable Digest digest) {
    /** The registry of names that name none. */
    public static final String DEFAULT_DOMAIN = "docker.io";
    /** The tag of names that have neither tag nor digest. */
    public static final String DEFAULT_TAG = "latest";

    private static final String LEGACY_DEFAULT_DOMAIN = "index.docker.io";
    private static final String OFFICIAL = "library/";
    private static final int PATH_LIMIT = 255;
    // No valid name comes near; keeps the patterns away from hostile input.
    private static final int TEXT_LIMIT = 2048;

    // The grammar of github.com/distribution/reference, regexp.go.
    private static final String LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final String DOMAIN = "(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String PATH = COMPONENT + "(?:/" + COMPONENT + ")*";
    private static final String TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private static final String DIGEST = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";
    private static final Pattern REFERENCE =
            Pattern.compile("(?:(" + DOMAIN + ")/)?(" + PATH + ")(?::(" + TAG + "))?(?:@(" + DIGEST + "))?");
    private static final Pattern DOMAIN_FORM = Pattern.compile(DOMAIN);
    private static final Pattern PATH_FORM = Pattern.compile(PATH);
    private static final Pattern TAG_FORM = Pattern.compile(TAG);
    private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");

    public ImageName {
        if (domain.length() > TEXT_LIMIT
                || path.length() > TEXT_LIMIT
                || !DOMAIN_FORM.matcher(domain).matches()
                || !PATH_FORM.matcher(path).matches()) {
            throw new InvalidReferenceException("invalid reference format");
        }
        if (path.length() > PATH_LIMIT) {
            throw new InvalidReferenceException("repository name must not be more than " + PATH_LIMIT + " characters");
        }
        if (tag != null && !TAG_FORM.matcher(tag).matches()) {
            throw new InvalidReferenceException("invalid tag format");
        }
    }

    /**
     * Reads a familiar or canonical name. Nothing is added to it: see {@link #withDefaultTag()}.
     *
     * @throws InvalidReferenceException if it is no name, with the reason in Docker's words
     */
    public static ImageName parse(String text) {
        if (IDENTIFIER.matcher(text).matches()) {
            throw new InvalidReferenceException(
                    "invalid repository name (" + text + "), cannot specify 64-byte hexadecimal strings");
        }
        if (text.length() > TEXT_LIMIT) {
            throw new InvalidReferenceException("invalid reference format");
        }
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        String domain;
        String rest;
        if (first.equals("localhost")
                || first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || !first.equals(first.toLowerCase(Locale.ROOT))) {
            domain = first.equals(LEGACY_DEFAULT_DOMAIN) ? DEFAULT_DOMAIN : first;
            rest = text.substring(slash + 1);
        } else {
            domain = DEFAULT_DOMAIN;
            rest = text;
        }
        if (domain.equals(DEFAULT_DOMAIN) && rest.indexOf('/') < 0) {
            rest = OFFICIAL + rest;
        }
        int colon = rest.indexOf(':');
        String remote = colon < 0 ? rest : rest.substring(0, colon);
        if (!remote.equals(remote.toLowerCase(Locale.ROOT))) {
            throw new InvalidReferenceException(
                    "invalid reference format: repository name (" + remote + ") must be lowercase");
        }
        Matcher parts = REFERENCE.matcher(domain + "/" + rest);
        if (!parts.matches() || parts.group(1) == null) {
            throw new InvalidReferenceException("invalid reference format");
        }
        String digest = parts.group(4);
        return new ImageName(
                parts.group(1), parts.group(2), parts.group(3), digest == null ? null : Digest.parse(digest));
    }

    /** Whether a text is a complete image id in hexadecimal, which can be no name. */
    public static boolean isIdentifier(String text) {
        return IDENTIFIER.matcher(text).matches();
    }

    /** This name with {@code :latest} if it has neither tag nor digest. */
    public ImageName withDefaultTag() {
        return tag == null && digest == null ? withTag(DEFAULT_TAG) : this;
    }

    /**
     * This name with another tag; a digest stays.
     *
     * @throws InvalidReferenceException "invalid tag format"
     */
    public ImageName withTag(String newTag) {
        return new ImageName(domain, path, newTag, digest);
    }

    /** This name with another digest; a tag stays. */
    public ImageName withDigest(Digest newDigest) {
        return new ImageName(domain, path, tag, newDigest);
    }

    /** The repository alone, without tag and digest. */
    public ImageName withoutTagAndDigest() {
        return new ImageName(domain, path, null, null);
    }

    /** The canonical spelling of the repository, for example {@code docker.io/library/busybox}. */
    public String repository() {
        return domain + "/" + path;
    }

    /** The familiar spelling of the repository, for example {@code busybox}. */
    public String familiarRepository() {
        if (!domain.equals(DEFAULT_DOMAIN)) {
            return repository();
        }
        if (path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0) {
            return path.substring(OFFICIAL.length());
        }
        return path;
    }

    /** The familiar spelling with tag and digest, for example {@code busybox:1.36}. */
    public String familiar() {
        return familiarRepository() + suffix();
    }

    /** The canonical spelling with tag and digest, for example {@code docker.io/library/busybox:1.36}. */
    public String canonical() {
        return repository() + suffix();
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    /** The canonical spelling. */
    @Override
    public String toString() {
        return canonical();
    }
}
