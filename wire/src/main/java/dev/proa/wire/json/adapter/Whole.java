package dev.proa.wire.json.adapter;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonDataException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers, exactly: the library's own adapters take numbers in quotes and let those too large for the type wrap
 * around.
 */
final class Whole {
    private Whole() {}

    static int readInt(JsonReader reader) {
        long read = readLong(reader);
        if (read != (int) read) {
            throw new JsonDataException("number out of range at " + reader.location());
        }
        return (int) read;
    }

    static long readLong(JsonReader reader) {
        if (reader.currentToken() != JsonReader.Token.NUMBER) {
            throw new JsonDataException("expected a number at " + reader.location());
        }
        try {
            return reader.readDecimal().longValueExact();
        } catch (ArithmeticException notExact) {
            throw new JsonDataException("expected a whole number of at most 64 bits at " + reader.location());
        }
    }

    /** Null is zero for a primitive and null for a boxed number. */
    record Ints(boolean boxed) implements JsonAdapter<Integer> {
        @Override
        public void toJson(JsonWriter writer, @Nullable Integer value) {
            writer.value(value);
        }

        @Override
        public @Nullable Integer fromJson(JsonReader reader) {
            if (reader.isNullValue()) {
                return boxed ? null : 0;
            }
            return readInt(reader);
        }

        @Override
        public JsonAdapter<Integer> nullSafe() {
            return this;
        }
    }

    /** Null is zero for a primitive and null for a boxed number. */
    record Longs(boolean boxed) implements JsonAdapter<Long> {
        @Override
        public void toJson(JsonWriter writer, @Nullable Long value) {
            writer.value(value);
        }

        @Override
        public @Nullable Long fromJson(JsonReader reader) {
            if (reader.isNullValue()) {
                return boxed ? null : 0L;
            }
            return readLong(reader);
        }

        @Override
        public JsonAdapter<Long> nullSafe() {
            return this;
        }
    }
}
