package dev.proa.cli.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** A row whose values were all made beforehand. */
public final class SimpleRow implements Row {
    private final String goType;
    private final Map<String, Object> values;
    private final List<String> names;

    /**
     * A row.
     *
     * @param goType Go's name of its type, for errors
     */
    public SimpleRow(String goType, Map<String, Object> values) {
        this.goType = goType;
        this.values = new TreeMap<>(values);
        this.names = new ArrayList<>(this.values.keySet());
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Object get(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new NoSuchElementException(name);
        }
        return value;
    }

    @Override
    public String goType() {
        return goType;
    }
}
