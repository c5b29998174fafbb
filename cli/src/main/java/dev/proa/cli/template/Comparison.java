package dev.proa.cli.template;

import dev.proa.cli.json.JsonNull;
import java.util.List;

/** Go's {@code eq} and {@code lt}. */
final class Comparison {
    private Comparison() {}

    /** Whether the first equals any of the others. */
    static boolean equal(List<Object> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("missing argument for comparison");
        }
        Object first = arguments.getFirst();
        comparable(first);
        for (Object other : arguments.subList(1, arguments.size())) {
            comparable(other);
            if (first == JsonNull.NULL || other == JsonNull.NULL) {
                if (first.equals(other)) {
                    return true;
                }
                continue;
            }
            boolean nil = first instanceof GoValue.NilPointer || other instanceof GoValue.NilPointer;
            if (!nil && !first.getClass().equals(other.getClass())) {
                throw new IllegalArgumentException("incompatible types for comparison");
            }
            if (first.equals(other)) {
                return true;
            }
        }
        return false;
    }

    private static void comparable(Object value) {
        if (value instanceof GoValue.MapValue
                || value instanceof GoValue.SliceValue
                || value instanceof GoValue.StructValue) {
            throw new IllegalArgumentException(
                    "non-comparable type " + GoPrint.plain(value) + ": " + GoPrint.typeName(value));
        }
    }

    static boolean less(Object a, Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return x < y;
        }
        if (a instanceof Double x && b instanceof Double y) {
            return x < y;
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y) < 0;
        }
        boolean basic = (a instanceof Long || a instanceof Double || a instanceof String || a instanceof Boolean)
                && (b instanceof Long || b instanceof Double || b instanceof String || b instanceof Boolean);
        throw new IllegalArgumentException(
                basic && !a.getClass().equals(b.getClass())
                        ? "incompatible types for comparison"
                        : "invalid type for comparison");
    }
}
