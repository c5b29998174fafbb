package dev.proa.cli.format;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Sizes and durations as Docker shows and reads them. */
public final class Units {
    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};

    private Units() {}

    /** Powers of 1000 with four significant digits: {@code 1.235MB}. */
    public static String humanSize(long bytes) {
        return size(bytes, 1000, DECIMAL, 4);
    }

    /** Powers of 1000 with three significant digits: {@code 1.24MB}. */
    public static String shortSize(long bytes) {
        return size(bytes, 1000, DECIMAL, 3);
    }

    /** Powers of 1024 with four significant digits: {@code 1.178MiB}. */
    public static String binarySize(long bytes) {
        return size(bytes, 1024, BINARY, 4);
    }

    private static String size(long bytes, double base, String[] names, int digits) {
        double value = (double) bytes;
        int unit = 0;
        while (value >= base && unit < names.length - 1) {
            value /= base;
            unit++;
        }
        return significant(value, digits) + names[unit];
    }

    /** Go's {@code %.*g}: so many significant digits, no trailing zeros, an exponent where digits don't suffice. */
    private static String significant(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded =
                new BigDecimal(value, new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= digits) {
            // e.g. 1023.9 with three digits is 1.02e+03 in Go.
            BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
            return mantissa.toPlainString() + "e+" + (exponent < 10 ? "0" : "") + exponent;
        }
        return rounded.toPlainString();
    }

    /** {@code About an hour}, {@code 5 minutes}, {@code 3 weeks}: the largest unit that fits. */
    public static String humanDuration(long seconds) {
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds == 1) {
            return "1 second";
        }
        if (seconds < 60) {
            return seconds + " seconds";
        }
        long minutes = seconds / 60;
        if (minutes == 1) {
            return "About a minute";
        }
        if (minutes < 60) {
            return minutes + " minutes";
        }
        // Hours are rounded to the nearest, unlike all the others.
        long hours = Math.round(seconds / 3600.0);
        if (hours == 1) {
            return "About an hour";
        }
        if (hours < 48) {
            return hours + " hours";
        }
        if (hours < 24 * 7 * 2) {
            return hours / 24 + " days";
        }
        if (hours < 24 * 30 * 2) {
            return hours / 24 / 7 + " weeks";
        }
        if (hours < 24 * 365 * 2) {
            return hours / 24 / 30 + " months";
        }
        return seconds / 3600 / 24 / 365 + " years";
    }

    /**
     * Bytes from text such as {@code 512m}, {@code 1.5 GiB}, {@code 64kb}; each unit is a power of 1024.
     *
     * @throws IllegalArgumentException with Docker's wording, if it is none of these
     */
    public static long ramInBytes(String text) {
        int split = text.length();
        while (split > 0 && "0123456789.".indexOf(text.charAt(split - 1)) < 0) {
            split--;
        }
        if (split == 0) {
            throw new IllegalArgumentException("invalid size: '" + text + "'");
        }
        String digits = text.substring(0, split);
        String suffix = text.substring(split);
        if (suffix.startsWith(" ")) {
            suffix = suffix.substring(1);
        }
        double number;
        try {
            number = new BigDecimal(digits).doubleValue();
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException("invalid size: '" + text + "'");
        }
        if (number < 0) {
            throw new IllegalArgumentException("invalid size: '" + text + "'");
        }
        return (long) (number * factor(suffix));
    }

    private static double factor(String suffix) {
        if (suffix.isEmpty()) {
            return 1;
        }
        int power = "bkmgtp".indexOf(Character.toLowerCase(suffix.charAt(0)));
        String rest = suffix.substring(1);
        boolean known = power == 0
                ? rest.isEmpty()
                : rest.isEmpty() || rest.equalsIgnoreCase("b") || rest.equalsIgnoreCase("ib");
        if (power < 0 || !known) {
            throw new IllegalArgumentException("invalid suffix: '" + suffix + "'");
        }
        double factor = 1;
        for (int i = 0; i < power; i++) {
            factor *= 1024;
        }
        return factor;
    }
}
