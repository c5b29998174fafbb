package dev.proa.server.http;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the Docker Engine API. */
public record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    public static final ApiVersion OLDEST = new ApiVersion(1, 24);
    public static final ApiVersion NEWEST = new ApiVersion(1, 51);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?");
    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    /** Reads {@code 1.41}; empty when it is not of that form. */
    public static Optional<ApiVersion> parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String minor = parts.group(2);
        return Optional.of(
                new ApiVersion(Integer.parseInt(parts.group(1)), minor == null ? 0 : Integer.parseInt(minor)));
    }

    /** Whether it is older than version 1.{@code minor}. */
    public boolean before(int otherMinor) {
        return compareTo(new ApiVersion(1, otherMinor)) < 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
