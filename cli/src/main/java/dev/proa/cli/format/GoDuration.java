package dev.proa.cli.format;

import dev.proa.cli.flag.Quote;
import java.math.BigDecimal;

/** Lengths of time in Go's notation: {@code 300ms}, {@code -1.5h}, {@code 2h45m}. */
public final class GoDuration {
    private GoDuration() {}

    /**
     * The length in nanoseconds.
     *
     * @throws IllegalArgumentException with Go's wording, if it is malformed
     */
    public static long nanos(String text) {
        String rest = text;
        boolean negative = false;
        if (rest.startsWith("-") || rest.startsWith("+")) {
            negative = rest.startsWith("-");
            rest = rest.substring(1);
        }
        if (rest.equals("0")) {
            return 0;
        }
        if (rest.isEmpty()) {
            throw invalid(text);
        }
        BigDecimal sum = BigDecimal.ZERO;
        int i = 0;
        while (i < rest.length()) {
            int number = i;
            while (i < rest.length() && (Character.isDigit(rest.charAt(i)) || rest.charAt(i) == '.')) {
                i++;
            }
            int unit = i;
            while (i < rest.length() && !Character.isDigit(rest.charAt(i)) && rest.charAt(i) != '.') {
                i++;
            }
            if (number == unit || rest.substring(number, unit).equals(".")) {
                throw invalid(text);
            }
            if (unit == i) {
                throw new IllegalArgumentException("time: missing unit in duration " + Quote.go(text));
            }
            try {
                sum = sum.add(new BigDecimal(rest.substring(number, unit))
                        .multiply(BigDecimal.valueOf(unit(rest.substring(unit, i), text))));
            } catch (NumberFormatException _) {
                throw invalid(text);
            }
        }
        if (sum.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw invalid(text);
        }
        return negative ? -sum.longValue() : sum.longValue();
    }

    private static long unit(String unit, String text) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us", "µs", "μs" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default ->
                throw new IllegalArgumentException(
                        "time: unknown unit " + Quote.go(unit) + " in duration " + Quote.go(text));
        };
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("time: invalid duration " + Quote.go(text));
    }
}
