package dev.proa.cli.flag;

import java.math.BigInteger;

/** A flag with one whole number. */
public final class NumberFlag extends Flag {
    private final String type;
    private final boolean signed;
    private final int bits;
    private long value;

    NumberFlag(String name, char shorthand, long initial, String type, boolean signed, int bits, String usage) {
        super(name, shorthand, usage);
        this.value = initial;
        this.type = type;
        this.signed = signed;
        this.bits = bits;
        if (initial != 0) {
            defaultText("(default " + initial + ")");
        }
    }

    public long value() {
        return value;
    }

    @Override
    protected String type() {
        return type;
    }

    @Override
    protected void set(String text) {
        value = parse(text, signed, bits);
    }

    /** Parses as Go's ParseInt/ParseUint with base 0 do, with their error texts. */
    public static long parse(String text, boolean signed, int bits) {
        String call = signed ? "strconv.ParseInt" : "strconv.ParseUint";
        BigInteger number;
        try {
            number = integer(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(call + ": parsing \"" + text + "\": invalid syntax");
        }
        BigInteger limit = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        boolean fits = number.compareTo(limit) < 0 && number.compareTo(signed ? limit.negate() : BigInteger.ZERO) >= 0;
        if (!signed && number.signum() < 0) {
            throw new IllegalArgumentException(call + ": parsing \"" + text + "\": invalid syntax");
        }
        if (!fits) {
            throw new IllegalArgumentException(call + ": parsing \"" + text + "\": value out of range");
        }
        return number.longValue();
    }

    private static BigInteger integer(String text) {
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        int base = 10;
        if (digits.startsWith("0x") || digits.startsWith("0X")) {
            base = 16;
            digits = digits.substring(2);
        } else if (digits.startsWith("0b") || digits.startsWith("0B")) {
            base = 2;
            digits = digits.substring(2);
        } else if (digits.startsWith("0o") || digits.startsWith("0O")) {
            base = 8;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            base = 8;
            digits = digits.substring(1);
        }
        if (digits.startsWith("-") || digits.startsWith("+")) {
            throw new NumberFormatException(text);
        }
        BigInteger value = new BigInteger(digits, base);
        return text.startsWith("-") ? value.negate() : value;
    }
}
