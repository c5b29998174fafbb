package dev.proa.cli.format;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A row that notes which of its values are asked for. */
final class RecordingRow implements Row {
    private final Row row;
    private final Set<String> asked = new HashSet<>();

    RecordingRow(Row row) {
        this.row = row;
    }

    boolean asked(String name) {
        return asked.contains(name);
    }

    @Override
    public List<String> names() {
        return row.names();
    }

    @Override
    public Object get(String name) {
        asked.add(name);
        return row.get(name);
    }

    @Override
    public String shown(String name) {
        return row.shown(name);
    }

    @Override
    public String label(String key) {
        return row.label(key);
    }

    @Override
    public boolean hasLabels() {
        return row.hasLabels();
    }

    @Override
    public String goType() {
        return row.goType();
    }
}
