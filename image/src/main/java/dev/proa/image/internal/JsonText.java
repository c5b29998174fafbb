package dev.proa.image.internal;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes a JSON document: members in the order of the calls, those without a value left out, nothing indented. */
public final class JsonText {
    private static final JsonStream STREAM = JsonStream.builder().build();

    private final JsonWriter writer;

    private JsonText(JsonWriter writer) {
        this.writer = writer;
    }

    /** An object document, in UTF-8. */
    public static byte[] object(Consumer<JsonText> members) {
        return document(json -> json.nested(members));
    }

    /** An array document of objects, in UTF-8. */
    public static <T> byte[] array(Collection<T> elements, Element<T> element) {
        return document(json -> json.elements(elements, element));
    }

    private static byte[] document(Consumer<JsonText> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonWriter writer = STREAM.writer(bytes)) {
            writer.serializeNulls(true);
            writer.serializeEmpty(true);
            content.accept(new JsonText(writer));
        }
        return bytes.toByteArray();
    }

    /** Writes the members of one element. */
    @FunctionalInterface
    public interface Element<T> {
        void write(JsonText json, T element);
    }

    private void nested(Consumer<JsonText> members) {
        writer.beginObject();
        members.accept(this);
        writer.endObject();
    }

    private <T> void elements(Collection<T> elements, Element<T> element) {
        if (elements.isEmpty()) {
            writer.emptyArray();
            return;
        }
        writer.beginArray();
        for (T one : elements) {
            nested(json -> element.write(json, one));
        }
        writer.endArray();
    }

    /** A member that is always there. */
    public JsonText member(String name, String value) {
        writer.name(name);
        writer.value(value);
        return this;
    }

    /** A member that is always there. */
    public JsonText member(String name, long value) {
        writer.name(name);
        writer.value(value);
        return this;
    }

    /** A member that is left out when null or empty. */
    public JsonText optional(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            member(name, value);
        }
        return this;
    }

    /** A member that is left out when 0. */
    public JsonText optional(String name, long value) {
        if (value != 0) {
            member(name, value);
        }
        return this;
    }

    /** A member that is left out when false. */
    public JsonText optional(String name, boolean value) {
        if (value) {
            writer.name(name);
            writer.value(true);
        }
        return this;
    }

    /** A member with an object, always there. */
    public JsonText object(String name, Consumer<JsonText> members) {
        writer.name(name);
        nested(members);
        return this;
    }

    /** A member with an array of objects, always there. */
    public <T> JsonText array(String name, Collection<T> elements, Element<T> element) {
        writer.name(name);
        elements(elements, element);
        return this;
    }

    /** A member with an array of strings, null when there are none. */
    public JsonText stringsOrNull(String name, Collection<String> values) {
        writer.name(name);
        if (values.isEmpty()) {
            writer.nullValue();
            return this;
        }
        return stringArray(values);
    }

    /** A member with an array of strings, left out when there are none. */
    public JsonText strings(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            writer.name(name);
            stringArray(values);
        }
        return this;
    }

    /** A member with an array of strings, always there. */
    public JsonText allStrings(String name, Collection<String> values) {
        writer.name(name);
        return stringArray(values);
    }

    private JsonText stringArray(Collection<String> values) {
        if (values.isEmpty()) {
            writer.emptyArray();
            return this;
        }
        writer.beginArray();
        for (String value : values) {
            writer.value(value);
        }
        writer.endArray();
        return this;
    }

    /** A set as Go programs write it: an object with an empty object for each; left out when there are none. */
    public JsonText set(String name, Collection<String> values) {
        if (!values.isEmpty()) {
            object(name, json -> {
                for (String value : values) {
                    json.object(value, _ -> {});
                }
            });
        }
        return this;
    }

    /** An object of strings; left out when there are none. */
    public JsonText map(String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            object(name, json -> values.forEach(json::member));
        }
        return this;
    }
}
