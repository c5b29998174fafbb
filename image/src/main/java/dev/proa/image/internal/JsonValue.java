package dev.proa.image.internal;

import dev.proa.image.Digest;
import dev.proa.image.ImageFormatException;
import dev.proa.image.InvalidReferenceException;
import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value in a JSON document, which knows its place there, so that complaints name it:
 * {@code image config: config.Env[2]: expected a string, found a number}.
 *
 * <p>Members that are missing or null read as empty; unknown ones are ignored.
 */
public final class JsonValue {
    private static final JsonStream STREAM = JsonStream.builder().build();
    // Far more than image documents need; a hostile document must not exhaust the stack.
    private static final int DEPTH_LIMIT = 64;

    private final String document;
    private final String place;
    private final @Nullable Object value;

    private JsonValue(String document, String place, @Nullable Object value) {
        this.document = document;
        this.place = place;
        this.value = value;
    }

    /**
     * Reads a document into memory.
     *
     * @param document what to call it in complaints, for example {@code image config}
     */
    public static JsonValue parse(String document, byte[] json) throws ImageFormatException {
        try (JsonReader reader = STREAM.reader(json)) {
            return new JsonValue(document, "", read(document, reader, 0));
        } catch (JsonException | IllegalArgumentException | IndexOutOfBoundsException failure) {
            throw new ImageFormatException(document + ": invalid JSON: " + failure.getMessage(), failure);
        }
    }

    private static @Nullable Object read(String document, JsonReader reader, int depth) throws ImageFormatException {
        if (depth > DEPTH_LIMIT) {
            throw new ImageFormatException(document + ": invalid JSON: nested deeper than " + DEPTH_LIMIT);
        }
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                reader.beginObject();
                while (reader.hasNextField()) {
                    members.put(reader.nextField(), read(document, reader, depth + 1));
                }
                reader.endObject();
                yield members;
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                reader.beginArray();
                while (reader.hasNextElement()) {
                    elements.add(read(document, reader, depth + 1));
                }
                reader.endArray();
                yield elements;
            }
            case STRING -> reader.readString();
            case NUMBER -> reader.readDecimal();
            case BOOLEAN -> reader.readBoolean();
            case NULL -> {
                if (!reader.isNullValue()) {
                    throw new ImageFormatException(document + ": invalid JSON: " + reader.location());
                }
                yield null;
            }
        };
    }

    /** Whether the value is null or missing. */
    public boolean isNull() {
        return value == null;
    }

    /** Whether the value is an array. */
    public boolean isArray() {
        return value instanceof List;
    }

    /** A member of this object; null if this is null. */
    public JsonValue get(String member) throws ImageFormatException {
        String at = place.isEmpty() ? member : place + "." + member;
        return switch (value) {
            case null -> new JsonValue(document, at, null);
            case Map<?, ?> members -> new JsonValue(document, at, members.get(member));
            default -> throw expected("an object");
        };
    }

    /** The members of this object, in their order; none if it is null. */
    public Map<String, JsonValue> members() throws ImageFormatException {
        return switch (value) {
            case null -> Map.of();
            case Map<?, ?> members -> {
                Map<String, JsonValue> values = new LinkedHashMap<>();
                members.forEach((name, member) ->
                        values.put((String) name, new JsonValue(document, place + "." + name, member)));
                yield values;
            }
            default -> throw expected("an object");
        };
    }

    /** The elements of this array; none if it is null. */
    public List<JsonValue> elements() throws ImageFormatException {
        return switch (value) {
            case null -> List.of();
            case List<?> elements -> {
                List<JsonValue> values = new ArrayList<>();
                for (Object element : elements) {
                    values.add(new JsonValue(document, place + "[" + values.size() + "]", element));
                }
                yield values;
            }
            default -> throw expected("an array");
        };
    }

    /** The string; empty if null. */
    public String string() throws ImageFormatException {
        return switch (value) {
            case null -> "";
            case String text -> text;
            default -> throw expected("a string");
        };
    }

    /** The whole number; 0 if null. */
    public long number() throws ImageFormatException {
        return switch (value) {
            case null -> 0;
            case BigDecimal number -> {
                try {
                    yield number.longValueExact();
                } catch (ArithmeticException outside) {
                    throw complaint("expected a whole number of 64 bits, found " + abbreviate(number.toString()));
                }
            }
            default -> throw expected("a number");
        };
    }

    /** The boolean; false if null. */
    public boolean bool() throws ImageFormatException {
        return switch (value) {
            case null -> false;
            case Boolean bool -> bool;
            default -> throw expected("a boolean");
        };
    }

    /** The strings of this array; none if it is null. */
    public List<String> strings() throws ImageFormatException {
        List<String> strings = new ArrayList<>();
        for (JsonValue element : elements()) {
            strings.add(element.string());
        }
        return strings;
    }

    /** The members of this object, all strings; none if it is null. */
    public Map<String, String> stringMap() throws ImageFormatException {
        Map<String, String> strings = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> member : members().entrySet()) {
            strings.put(member.getKey(), member.getValue().string());
        }
        return strings;
    }

    /** The digest in this string. */
    public Digest digest() throws ImageFormatException {
        if (value == null) {
            throw complaint("missing");
        }
        String text = string();
        try {
            return Digest.parse(text);
        } catch (InvalidReferenceException invalid) {
            throw complaint(invalid.getMessage() + ": \"" + abbreviate(text) + "\"");
        }
    }

    /** The moment in this RFC 3339 string, null if there is none. */
    public @Nullable Instant instant() throws ImageFormatException {
        String text = string();
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException invalid) {
            throw complaint("expected a time as in RFC 3339, found \"" + abbreviate(text) + "\"");
        }
    }

    /** A complaint about this value, to be thrown. */
    public ImageFormatException complaint(String what) {
        return new ImageFormatException(document + ": " + (place.isEmpty() ? "" : place + ": ") + what);
    }

    private ImageFormatException expected(String what) {
        String found = switch (value) {
            case null -> "null";
            case Map<?, ?> _ -> "an object";
            case List<?> _ -> "an array";
            case String _ -> "a string";
            case Boolean _ -> "a boolean";
            default -> "a number";
        };
        return complaint("expected " + what + ", found " + found);
    }

    private static String abbreviate(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
