package dev.headrace.app;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Shows a list of objects as columns, for people. */
final class AdminTable {

    private static final int WIDEST = 80;

    private AdminTable() {}

    /**
     * Prints a line of names and a line for each object.
     *
     * @param columns the fields, in order; {@code a/b} is the field b of the object a
     */
    static void print(PrintWriter out, JsonNode list, String... columns) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of(columns));
        for (JsonNode item : list) {
            rows.add(List.of(columns).stream().map(column -> cell(item, column)).toList());
        }
        int[] widths = new int[columns.length];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** One field after the other, for a single object. */
    static void fields(PrintWriter out, JsonNode object) {
        object.forEachEntry((name, value) -> out.println(name + ": " + text(value)));
    }

    private static String cell(JsonNode item, String column) {
        String text = text(item.at("/" + column));
        if (text.isEmpty()) {
            return "-";
        }
        return text.length() > WIDEST ? text.substring(0, WIDEST - 1) + "…" : text;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(AdminTable::text).collect(Collectors.joining(", "));
        }
        return plain(value.isObject() ? value.toString() : value.asString(""));
    }

    /** Without what a terminal would take for a command: clients choose some of these texts. */
    static String plain(String text) {
        return text.codePoints()
                .map(c ->
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                                ? '?'
                                : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
