package dev.proa.image.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a registry wants of who is not known to it: a {@code WWW-Authenticate} header (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters by name in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    static final String BASIC = "basic";
    static final String BEARER = "bearer";

    /** The challenge to answer: a bearer one before a basic one, as tokens tell less. */
    static Optional<Challenge> best(List<String> headers) {
        List<Challenge> all = new ArrayList<>();
        headers.forEach(header -> all.add(parse(header)));
        return all.stream()
                .filter(challenge -> challenge.scheme.equals(BEARER))
                .findFirst()
                .or(() -> all.stream()
                        .filter(challenge -> challenge.scheme.equals(BASIC))
                        .findFirst());
    }

    /** Reads one challenge; what is malformed is left out. */
    static Challenge parse(String header) {
        String text = header.strip();
        int space = text.indexOf(' ');
        if (space < 0) {
            return new Challenge(text.toLowerCase(Locale.ROOT), Map.of());
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = space;
        while (at < text.length()) {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == ',')) {
                at++;
            }
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = equals + 1;
            if (at < text.length() && text.charAt(at) == '"') {
                at++;
                while (at < text.length() && text.charAt(at) != '"') {
                    if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                        at++;
                    }
                    value.append(text.charAt(at++));
                }
                at++;
            } else {
                while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ' ') {
                    value.append(text.charAt(at++));
                }
            }
            parameters.putIfAbsent(name, value.toString());
        }
        return new Challenge(text.substring(0, space).toLowerCase(Locale.ROOT), parameters);
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
