package dev.proa.cli.format;

import dev.proa.cli.flag.Quote;
import dev.proa.cli.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Small pieces of text in listings. */
public final class Text {
    private static final int SHORT_ID = 12;

    private Text() {}

    /** The first 12 digits of an id, without its {@code sha256:}. */
    public static String shortId(String id) {
        String digits = id.substring(id.indexOf(':') + 1);
        return digits.length() > SHORT_ID ? digits.substring(0, SHORT_ID) : digits;
    }

    /** Cuts to so many columns, the last one an ellipsis. */
    public static String ellipsis(String text, int columns) {
        int length = text.codePointCount(0, text.length());
        if (length == text.length() && isAscii(text)) {
            return length <= columns ? text : text.substring(0, columns - 1) + "…";
        }
        int width = 0;
        int keep = -1;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            width += wide(c) ? 2 : 1;
            if (width > columns - 1 && keep < 0) {
                keep = i;
            }
            i += Character.charCount(c);
        }
        return width <= columns ? text : text.substring(0, Math.max(keep, 0)) + "…";
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Unicode's East Asian wide and full-width characters (UAX 11), by their blocks. */
    private static boolean wide(int c) {
        return c >= 0x1100
                && (c <= 0x115f
                        || (c >= 0x2e80 && c <= 0x303e)
                        || (c >= 0x3041 && c <= 0xa4cf)
                        || (c >= 0xac00 && c <= 0xd7a3)
                        || (c >= 0xf900 && c <= 0xfaff)
                        || (c >= 0xfe30 && c <= 0xfe6f)
                        || (c >= 0xff00 && c <= 0xff60)
                        || (c >= 0xffe0 && c <= 0xffe6)
                        || (c >= 0x1f300 && c <= 0x1f64f)
                        || (c >= 0x1f900 && c <= 0x1f9ff)
                        || (c >= 0x20000 && c <= 0x3fffd));
    }

    /** Text in double quotes with Go's escapes. */
    public static String quote(String text) {
        return Quote.go(text);
    }

    /** {@code key=value} pairs between commas, sorted. */
    public static String labels(JsonObject labels) {
        List<String> pairs = new ArrayList<>();
        for (String key : labels.fields().keySet()) {
            pairs.add(key + "=" + labels.string(key));
        }
        pairs.sort(null);
        return String.join(",", pairs);
    }

    /** {@code 5 minutes ago}. */
    public static String ago(long unixSeconds) {
        return Units.humanDuration(System.currentTimeMillis() / 1000 - unixSeconds) + " ago";
    }

    /**
     * Go's default layout of a time in RFC 3339, with its fraction and in its own zone: {@code 2006-01-02
     * 15:04:05.123 +0000 UTC}. What is no time stays as it is.
     */
    public static String goTime(String rfc3339) {
        int split = rfc3339.indexOf('T');
        int zone = Math.max(rfc3339.lastIndexOf('+'), Math.max(rfc3339.lastIndexOf('-'), rfc3339.lastIndexOf('Z')));
        if (split != 10 || zone < split) {
            return rfc3339;
        }
        String time = rfc3339.substring(0, 10) + " " + rfc3339.substring(split + 1, zone) + " ";
        if (rfc3339.charAt(zone) == 'Z') {
            return time + "+0000 UTC";
        }
        String offset = rfc3339.substring(zone).replace(":", "");
        return time + offset + " " + offset;
    }

    /** Go's default layout of a local time: {@code 2006-01-02 15:04:05 -0700 MST}. */
    public static String goTime(long unixSeconds) {
        ZonedDateTime time = Instant.ofEpochSecond(unixSeconds).atZone(ZoneId.systemDefault());
        StringBuilder text = new StringBuilder(32);
        date(text, time, ' ');
        text.append(' ');
        offset(text, time, false);
        String zone = time.getOffset().getTotalSeconds() == 0 && isUtc(time.getZone())
                ? "UTC"
                : java.util.TimeZone.getTimeZone(time.getZone())
                        .getDisplayName(
                                time.getZone().getRules().isDaylightSavings(time.toInstant()),
                                java.util.TimeZone.SHORT,
                                Locale.ROOT);
        return text.append(' ').append(zone).toString();
    }

    private static boolean isUtc(ZoneId zone) {
        String id = zone.getDisplayName(TextStyle.SHORT, Locale.ROOT);
        return zone.getId().equals("Z") || zone.getId().contains("UTC") || id.contains("UTC") || id.equals("Z");
    }

    /** RFC 3339 in local time, with as many digits of the second as asked for. */
    public static String rfc3339(long unixSeconds, int nanos, boolean withNanos) {
        ZonedDateTime time = Instant.ofEpochSecond(unixSeconds, nanos).atZone(ZoneId.systemDefault());
        StringBuilder text = new StringBuilder(36);
        date(text, time, 'T');
        if (withNanos) {
            String digits = Integer.toString(time.getNano());
            text.append('.').repeat('0', 9 - digits.length()).append(digits);
        }
        if (time.getOffset().getTotalSeconds() == 0) {
            return text.append('Z').toString();
        }
        offset(text, time, true);
        return text.toString();
    }

    private static void date(StringBuilder text, ZonedDateTime time, char between) {
        two(text.append(time.getYear()).append('-'), time.getMonthValue());
        two(text.append('-'), time.getDayOfMonth());
        two(text.append(between), time.getHour());
        two(text.append(':'), time.getMinute());
        two(text.append(':'), time.getSecond());
    }

    private static void offset(StringBuilder text, ZonedDateTime time, boolean colon) {
        int seconds = time.getOffset().getTotalSeconds();
        int minutes = Math.abs(seconds) / 60;
        two(text.append(seconds < 0 ? '-' : '+'), minutes / 60);
        if (colon) {
            text.append(':');
        }
        two(text, minutes % 60);
    }

    private static void two(StringBuilder text, int number) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }
}
