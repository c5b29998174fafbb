package dev.proa.cli.json;

import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text into trees. */
public final class Json {
    private static final JsonStream STREAM = JsonStream.builder().build();

    private static final int LONG_DIGITS = 19;

    private Json() {}

    /**
     * The value of a JSON text: String, Long, Double, Boolean, List, Map (in the text's order) or {@link JsonNull}.
     *
     * @throws MalformedJsonException if it is not JSON
     */
    public static Object parse(byte[] text) throws MalformedJsonException {
        try (JsonReader reader = STREAM.reader(text)) {
            return value(reader);
        } catch (JsonException | IllegalStateException e) {
            throw new MalformedJsonException(e);
        }
    }

    /** Reads one value after another from a stream that stays open, such as events or the progress of a pull. */
    public static JsonSequence sequence(InputStream in) {
        return new JsonSequence(in);
    }

    private static Object value(JsonReader reader) {
        return switch (reader.currentToken()) {
            case BEGIN_OBJECT -> object(reader);
            case BEGIN_ARRAY -> array(reader);
            case STRING -> reader.readString();
            case BOOLEAN -> reader.readBoolean();
            case NUMBER -> number(reader.readRaw().strip());
            case NULL -> {
                reader.isNullValue();
                yield JsonNull.NULL;
            }
            default -> throw new JsonException("unexpected " + reader.currentToken() + " at " + reader.location());
        };
    }

    private static Map<String, Object> object(JsonReader reader) {
        Map<String, Object> fields = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNextField()) {
            String name = reader.nextField();
            fields.put(name, value(reader));
        }
        reader.endObject();
        return fields;
    }

    private static List<Object> array(JsonReader reader) {
        List<Object> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNextElement()) {
            elements.add(value(reader));
        }
        reader.endArray();
        return elements;
    }

    private static Object number(String text) {
        if (text.length() < LONG_DIGITS && isInteger(text)) {
            return Long.parseLong(text);
        }
        try {
            BigDecimal number = new BigDecimal(text);
            if (number.scale() <= 0 && number.precision() - number.scale() <= LONG_DIGITS) {
                return number.longValueExact();
            }
            return number.doubleValue();
        } catch (NumberFormatException e) {
            throw new JsonException("malformed number " + text, e);
        } catch (ArithmeticException _) {
            return Double.parseDouble(text);
        }
    }

    /** Nearly every number is a short integer, and loading BigDecimal takes 15 ms (JDK 25). */
    private static boolean isInteger(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > start;
    }
}
