package dev.proa.cli.template;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Go's number literals. */
final class Numbers {
    private Numbers() {}

    /** A Long or a Double, or null if the text is no number. */
    static @Nullable Object parse(String literal) {
        String text = literal.replace("_", "");
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (digits.isEmpty() || digits.endsWith("i")) {
            return null;
        }
        try {
            BigInteger value = integer(digits);
            if (value != null) {
                BigInteger signed = negative ? value.negate() : value;
                return signed.bitLength() < 64 ? (Object) signed.longValue() : null;
            }
            char last = digits.charAt(digits.length() - 1);
            if (last == 'f' || last == 'F' || last == 'd' || last == 'D') {
                return null;
            }
            double number = Double.parseDouble(digits);
            return negative ? -number : number;
        } catch (NumberFormatException _) {
            return null;
        }
    }

    private static @Nullable BigInteger integer(String digits) {
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0b") || digits.startsWith("0B")) {
            return new BigInteger(digits.substring(2), 2);
        }
        if (digits.startsWith("0o") || digits.startsWith("0O")) {
            return new BigInteger(digits.substring(2), 8);
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                return null;
            }
        }
        return new BigInteger(digits, digits.length() > 1 && digits.charAt(0) == '0' ? 8 : 10);
    }
}
