package dev.proa.cli.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Builds a request's path and query. Not thread-safe. */
public final class Query {
    private static final String PLAIN = "-._~/:@!$&'()*+,;=";
    private final StringBuilder text = new StringBuilder();
    private char separator = '?';

    private Query(String path) {
        text.append(path);
    }

    public static Query of(String path) {
        return new Query(path);
    }

    /** A name as part of a path. */
    public static String segment(String name) {
        StringBuilder segment = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
            if (plain) {
                segment.append(c);
            } else {
                segment.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return segment.toString();
    }

    public Query add(String name, String value) {
        text.append(separator).append(name).append('=').append(encode(value));
        separator = '&';
        return this;
    }

    public Query addIf(boolean condition, String name) {
        return condition ? add(name, "1") : this;
    }

    /** The filters, if there are any. */
    public Query add(Filters filters) {
        return filters.isEmpty() ? this : add("filters", filters.toJson());
    }

    public Query addIfGiven(String name, String value) {
        return value.isEmpty() ? this : add(name, value);
    }

    private static String encode(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean plain = letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
            if (!plain) {
                return URLEncoder.encode(value, StandardCharsets.UTF_8);
            }
        }
        return value;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
