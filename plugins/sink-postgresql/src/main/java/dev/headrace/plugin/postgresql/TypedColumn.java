package dev.headrace.plugin.postgresql;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A column that holds one member of the event.
 *
 * @param path the names that lead to the member, from the outside in
 */
record TypedColumn(String name, SqlType type, List<String> path) {

    TypedColumn as(SqlType other) {
        return new TypedColumn(name, other, path);
    }

    String quoted() {
        return SqlText.name(name);
    }

    /**
     * The value, from the row's {@code event}; null where the member is absent, null, or does not
     * fit the type. Never an error, and immutable, as a generated column asks.
     *
     * @param schema where Headrace's functions are
     */
    String expression(String schema) {
        return switch (type) {
            case TEXT -> text();
            case JSONB -> "nullif(" + json() + ", 'null'::jsonb)";
            case BOOLEAN ->
                    "CASE "
                            + json()
                            + " WHEN 'true'::jsonb THEN true WHEN 'false'::jsonb THEN false END";
            case BIGINT -> SafeCasts.call(schema, type, json());
            case DOUBLE -> SafeCasts.call(schema, type, json());
            case TIMESTAMPTZ, DATE -> SafeCasts.call(schema, type, text());
        };
    }

    private String json() {
        return path.size() == 1 ? "(event -> " + names() + ")" : "(event #> " + names() + ")";
    }

    private String text() {
        return path.size() == 1 ? "(event ->> " + names() + ")" : "(event #>> " + names() + ")";
    }

    private String names() {
        return path.size() == 1
                ? SqlText.literal(path.getFirst())
                : path.stream()
                        .map(SqlText::literal)
                        .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }
}
