package dev.proa.cli.template;

import dev.proa.cli.flag.Quote;
import dev.proa.cli.json.JsonNull;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Go's fmt.Sprint, Sprintln and Sprintf. */
final class GoFormat {
    private final StringBuilder out = new StringBuilder();
    private final String format;
    private final List<Object> arguments;
    private int at;
    private int argument;

    private GoFormat(String format, List<Object> arguments) {
        this.format = format;
        this.arguments = arguments;
    }

    /** With spaces between operands when neither is a text. */
    static String print(List<Object> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            boolean space = i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String);
            text.append(space ? " " : "").append(GoPrint.plain(values.get(i)));
        }
        return text.toString();
    }

    static String println(List<Object> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            text.append(i > 0 ? " " : "").append(GoPrint.plain(values.get(i)));
        }
        return text.append('\n').toString();
    }

    static String printf(String format, List<Object> arguments) {
        return new GoFormat(format, arguments).run();
    }

    /** The flags, width and precision between the percent sign and the verb. */
    private static final class Spec {
        private boolean minus;
        private boolean plus;
        private boolean sharp;
        private boolean space;
        private boolean zero;
        private int width = -1;
        private int precision = -1;
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            directive();
        }
        if (argument < arguments.size()) {
            out.append("%!(EXTRA ");
            for (int i = argument; i < arguments.size(); i++) {
                Object extra = arguments.get(i);
                out.append(i > argument ? ", " : "");
                out.append(extra == JsonNull.NULL ? "<nil>" : GoPrint.typeName(extra) + "=" + GoPrint.plain(extra));
            }
            out.append(')');
        }
        return out.toString();
    }

    private void directive() {
        Spec spec = new Spec();
        while (at < format.length() && "-+# 0".indexOf(format.charAt(at)) >= 0) {
            switch (format.charAt(at++)) {
                case '-' -> spec.minus = true;
                case '+' -> spec.plus = true;
                case '#' -> spec.sharp = true;
                case ' ' -> spec.space = true;
                default -> spec.zero = true;
            }
        }
        spec.width = size();
        if (spec.width < -1) {
            spec.minus = true;
            spec.width = -spec.width;
        }
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            spec.precision = Math.max(0, size());
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (argument >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            pad(value(spec, (char) verb, arguments.get(argument++)), spec);
        }
    }

    /** A number, a star for the next argument, or -1 if there is neither. */
    private int size() {
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            Object star = argument < arguments.size() ? arguments.get(argument++) : JsonNull.NULL;
            return star instanceof Long number ? number.intValue() : -1;
        }
        int start = at;
        while (at < format.length() && Character.isDigit(format.charAt(at))) {
            at++;
        }
        return start == at ? -1 : Integer.parseInt(format, start, at, 10);
    }

    private void pad(String text, Spec spec) {
        int missing = spec.width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (spec.minus) {
            out.append(text).repeat(' ', missing);
        } else if (spec.zero) {
            boolean sign = text.startsWith("-") || text.startsWith("+");
            out.append(sign ? text.substring(0, 1) : "").repeat('0', missing).append(sign ? text.substring(1) : text);
        } else {
            out.repeat(' ', missing).append(text);
        }
    }

    private static String value(Spec spec, char verb, Object value) {
        if (verb == 'T') {
            return GoPrint.typeName(value);
        }
        if (verb == 'v') {
            return switch (value) {
                case String text -> spec.sharp ? Quote.go(text) : text;
                case Long number -> signed(spec, number);
                case GoValue.StructValue struct when struct.viaPointer() -> "&" + GoPrint.plain(value);
                default -> GoPrint.plain(value);
            };
        }
        String text = switch (value) {
            case Long number -> integer(spec, verb, number);
            case Double number -> decimal(spec, verb, number);
            case String string -> string(spec, verb, string);
            case Boolean bool -> verb == 't' ? bool.toString() : "";
            case GoValue.SliceValue slice -> {
                StringBuilder list = new StringBuilder("[");
                String space = "";
                for (Object element : slice.elements()) {
                    list.append(space).append(value(spec, verb, GoValue.of(slice.element(), element)));
                    space = " ";
                }
                yield list.append(']').toString();
            }
            default -> "";
        };
        if (!text.isEmpty() || (value instanceof String string && known(verb) && string.isEmpty())) {
            return text;
        }
        return value == JsonNull.NULL
                ? "%!" + verb + "(<nil>)"
                : "%!" + verb + "(" + GoPrint.typeName(value) + "=" + GoPrint.plain(value) + ")";
    }

    private static boolean known(char verb) {
        return "sqxX".indexOf(verb) >= 0;
    }

    private static String signed(Spec spec, long number) {
        return number >= 0 && spec.plus ? "+" + number : number >= 0 && spec.space ? " " + number : "" + number;
    }

    private static String integer(Spec spec, char verb, long number) {
        return switch (verb) {
            case 'd' -> signed(spec, number);
            case 'b' -> Long.toString(number, 2);
            case 'o' -> (spec.sharp ? "0" : "") + Long.toString(number, 8);
            case 'O' -> "0o" + Long.toString(number, 8);
            case 'x' -> (spec.sharp ? "0x" : "") + Long.toString(number, 16);
            case 'X' -> (spec.sharp ? "0X" : "") + Long.toString(number, 16).toUpperCase(Locale.ROOT);
            case 'c' -> Character.toString((int) number);
            case 'q' -> "'" + Character.toString((int) number) + "'";
            case 'U' -> {
                String hex = Long.toHexString(number).toUpperCase(Locale.ROOT);
                yield "U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex;
            }
            default -> "";
        };
    }

    private static String decimal(Spec spec, char verb, double number) {
        String sign = number >= 0 && spec.plus ? "+" : number >= 0 && spec.space ? " " : "";
        int precision = spec.precision < 0 ? 6 : spec.precision;
        return switch (verb) {
            case 'f', 'F' ->
                sign
                        + new BigDecimal(number)
                                .setScale(precision, RoundingMode.HALF_EVEN)
                                .toPlainString();
            case 'e', 'E' -> sign + exponent(number, precision, verb);
            case 'g', 'G' -> sign + (spec.precision < 0 ? shortest(number) : general(number, precision));
            default -> "";
        };
    }

    private static String general(double number, int precision) {
        if (number == 0) {
            return "0";
        }
        BigDecimal rounded = new BigDecimal(number, new MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN))
                .stripTrailingZeros();
        int exponent = rounded.precision() - rounded.scale() - 1;
        return exponent < -4 || exponent >= Math.max(1, precision)
                ? scientific(rounded, exponent, 'e')
                : rounded.toPlainString();
    }

    private static String exponent(double number, int precision, char verb) {
        if (number == 0) {
            return "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + verb + "+00";
        }
        BigDecimal rounded = new BigDecimal(number, new MathContext(precision + 1, RoundingMode.HALF_EVEN));
        int exponent = rounded.precision() - rounded.scale() - 1;
        String mantissa = rounded.movePointLeft(exponent)
                .setScale(precision, RoundingMode.HALF_EVEN)
                .toPlainString();
        return mantissa + power(exponent, verb);
    }

    private static String scientific(BigDecimal number, int exponent, char verb) {
        return number.movePointLeft(exponent).stripTrailingZeros().toPlainString() + power(exponent, verb);
    }

    private static String power(int exponent, char verb) {
        int size = Math.abs(exponent);
        return verb + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
    }

    /** The fewest digits that read back the same, with an exponent below 1e-4 and from 1e21 on. */
    static String shortest(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return "0";
        }
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = digits.precision() - digits.scale() - 1;
        return exponent < -4 || exponent >= 21 ? scientific(digits, exponent, 'e') : digits.toPlainString();
    }

    private static String string(Spec spec, char verb, String text) {
        String cut = spec.precision >= 0 && text.codePointCount(0, text.length()) > spec.precision
                ? text.substring(0, text.offsetByCodePoints(0, spec.precision))
                : text;
        return switch (verb) {
            case 's' -> cut;
            case 'q' -> spec.sharp && cut.indexOf('`') < 0 ? "`" + cut + "`" : Quote.go(cut);
            case 'x', 'X' -> {
                StringBuilder hex = new StringBuilder();
                for (byte b : cut.getBytes(StandardCharsets.UTF_8)) {
                    hex.append(Character.forDigit((b >> 4) & 15, 16)).append(Character.forDigit(b & 15, 16));
                }
                yield verb == 'x' ? hex.toString() : hex.toString().toUpperCase(Locale.ROOT);
            }
            default -> "";
        };
    }
}
