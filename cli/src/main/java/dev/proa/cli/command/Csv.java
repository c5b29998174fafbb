package dev.proa.cli.command;

import java.util.ArrayList;
import java.util.List;

/** One line of comma-separated fields; a field in double quotes may hold commas and doubled quotes. */
public final class Csv {
    private Csv() {}

    public static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("parse error on line 1, column " + (line.length() + 1)
                    + ": extraneous or missing \" in quoted-field");
        }
        fields.add(field.toString());
        return fields;
    }
}
