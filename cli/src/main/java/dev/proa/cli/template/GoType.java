package dev.proa.cli.template;

import java.util.List;

/** The type of a value in Go, where it decides how a template sees it. */
public sealed interface GoType {
    /** Anything: the type of what was read from JSON without a schema. */
    GoType ANY = new Basic("interface {}");

    /** As error messages show it. */
    String shown();

    /**
     * A basic type: string, bool, int64, float64 and the like.
     *
     * @param shown Go's name of it
     */
    record Basic(String shown) implements GoType {}

    /** A slice. */
    record SliceOf(GoType element) implements GoType {
        @Override
        public String shown() {
            return "[]" + element.shown();
        }
    }

    /** A map with keys that are texts. */
    record MapOf(GoType element) implements GoType {
        @Override
        public String shown() {
            return "map[string]" + element.shown();
        }
    }

    /** A pointer, which may be nil. */
    record PointerTo(GoType target) implements GoType {
        @Override
        public String shown() {
            return "*" + target.shown();
        }
    }

    /**
     * A struct.
     *
     * @param shown its name with its package
     * @param fields in the order of the source, those of embedded structs in their place
     */
    record Struct(String shown, List<StructField> fields) implements GoType {}

    /**
     * A field of a struct.
     *
     * @param name in Go
     * @param json in JSON; empty if it is left out there
     * @param omitEmpty whether JSON leaves it out when it is empty
     */
    record StructField(String name, String json, boolean omitEmpty, GoType type) {}
}
