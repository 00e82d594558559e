package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.StreamContract;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The views that a contract asks for under {@code hints.clickhouse.views}, by name: a SELECT in
 * which <code>{table}</code> stands for the stream's table.
 */
record Views(Map<String, String> selects) {

    private static final String TABLE = "{table}";

    /**
     * Reads a contract's hints.
     *
     * @throws IllegalArgumentException when they cannot be obeyed
     */
    static Views of(StreamContract contract) {
        for (String key : contract.hints().keySet()) {
            if (!key.equals("views")) {
                throw new IllegalArgumentException("hints.clickhouse." + key + " is not known");
            }
        }
        var selects = new LinkedHashMap<String, String>();
        if (!(contract.hints().getOrDefault("views", Map.of()) instanceof Map<?, ?> views)) {
            throw new IllegalArgumentException(
                    "hints.clickhouse.views must hold names and SELECTs");
        }
        views.forEach((name, select) -> selects.put(String.valueOf(name), checked(name, select)));
        return new Views(selects);
    }

    /** The statement that makes a view, or puts it in the place of an older one. */
    String create(String name, StreamTable table, String prefix) {
        String select = selects.getOrDefault(name, "");
        return "CREATE OR REPLACE VIEW %s.%s AS %s"
                .formatted(
                        Sql.name(table.database()),
                        Sql.name(prefix + name),
                        select.replace(TABLE, table.qualified()));
    }

    private static String checked(Object name, Object select) {
        String place = "hints.clickhouse.views." + name;
        if (!String.valueOf(name).matches("[a-z_][a-z0-9_]{0,199}")) {
            throw new IllegalArgumentException(
                    place + ": a view's name is lower-case letters, digits and _");
        }
        String text = String.valueOf(select).strip();
        String start = text.toUpperCase(Locale.ROOT);
        if (!start.startsWith("SELECT") && !start.startsWith("WITH")) {
            throw new IllegalArgumentException(place + " must be a SELECT");
        }
        if (!text.contains(TABLE)) {
            throw new IllegalArgumentException(place + " must read from " + TABLE);
        }
        return text;
    }
}
