package dev.proa.wire.json;

import dev.proa.wire.json.adapter.Conventions;
import dev.proa.wire.json.adapter.Tree;
import io.avaje.json.JsonEofException;
import io.avaje.json.JsonException;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bodies as JSON and back.
 *
 * <p>Reading ignores unknown fields and takes null for a type's zero, as Go does. Writing leaves out, or writes as
 * null, what dockerd does. Making one is the costly part; an instance is safe for use by any number of threads.
 */
public final class WireJson {
    private final Jsonb jsonb;

    public WireJson() {
        jsonb = Jsonb.builder().add(new Conventions()).build();
    }

    /**
     * Reads one body, which is an object.
     *
     * @throws BadJson when it is not one, or when more than white space follows it
     */
    public <T> T read(Class<T> type, byte[] json) {
        return reading(() -> {
            try (JsonReader reader = jsonb.reader(json)) {
                T body = jsonb.type(type).fromJson(reader);
                if (body != null && moreFollows(reader)) {
                    throw new BadJson("unexpected content after JSON", null);
                }
                return body;
            }
        });
    }

    /**
     * Reads one body from the beginning of a stream; the caller closes the stream.
     *
     * @throws BadJson when it is not one
     */
    public <T> T read(Class<T> type, InputStream json) {
        return reading(() -> jsonb.type(type).fromJson(json));
    }

    /**
     * Reads a list of bodies.
     *
     * @throws BadJson when it is not one
     */
    public <T> List<T> readList(Class<T> type, byte[] json) {
        return reading(() -> jsonb.type(type).list().fromJson(json));
    }

    /**
     * Reads any JSON: Map, List, String, Boolean, Long, Double or null.
     *
     * @throws BadJson when it is not JSON
     */
    public @Nullable Object readTree(byte[] json) {
        return guarded(() -> {
            try (JsonReader reader = jsonb.reader(json)) {
                return Tree.value(reader);
            }
        });
    }

    /** One body. */
    public byte[] write(Object body) {
        return jsonb.toJsonBytes(body);
    }

    /** One body onto a stream, which the caller flushes and closes. */
    public void write(Object body, OutputStream out) {
        jsonb.toJson(body, out);
    }

    /** A list of bodies. */
    public <T> byte[] writeList(Class<T> type, List<T> bodies) {
        return jsonb.type(type).list().toJsonBytes(bodies);
    }

    /** What {@link #readTree} reads. */
    public byte[] writeTree(@Nullable Object tree) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonWriter writer = jsonb.writer(out)) {
            Tree.write(writer, tree);
        }
        return out.toByteArray();
    }

    /** The reader cannot be asked directly; the end of a list that was never begun is found nowhere but by mistake. */
    private static boolean moreFollows(JsonReader reader) {
        try {
            reader.endArray();
            return true;
        } catch (JsonEofException end) {
            return false;
        } catch (JsonException something) {
            return true;
        }
    }

    private static <T> T reading(Supplier<@Nullable T> read) {
        T body = guarded(read);
        if (body == null) {
            throw new BadJson("null is not a body", null);
        }
        return body;
    }

    private static <T> @Nullable T guarded(Supplier<@Nullable T> read) {
        try {
            return read.get();
        } catch (JsonException bad) {
            throw new BadJson("invalid JSON: " + bad.getMessage(), bad);
        } catch (StackOverflowError deep) {
            // The parser goes one call deeper with each bracket.
            throw new BadJson("invalid JSON: nested too deeply", deep);
        }
    }
}
