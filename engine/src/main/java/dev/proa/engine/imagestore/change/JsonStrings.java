package dev.proa.engine.imagestore.change;

import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.stream.JsonStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON array of strings, as the exec form of instructions has it. */
final class JsonStrings {
    private static final JsonStream STREAM = JsonStream.builder().build();

    private JsonStrings() {}

    /** Null when the text is anything else: then it is a command line for the shell, as Docker takes it. */
    static @Nullable List<String> parse(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return null;
        }
        try (JsonReader reader = STREAM.reader(text)) {
            List<String> strings = new ArrayList<>();
            reader.beginArray();
            while (reader.hasNextElement()) {
                if (reader.currentToken() != JsonReader.Token.STRING) {
                    return null;
                }
                strings.add(reader.readString());
            }
            reader.endArray();
            return List.copyOf(strings);
        } catch (JsonException | IllegalArgumentException | IndexOutOfBoundsException noJson) {
            return null;
        }
    }
}
