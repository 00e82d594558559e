package dev.headrace.plugin.postgresql;

/** Names and texts inside SQL, where a parameter cannot stand. */
final class SqlText {

    /** PostgreSQL cuts longer names off. */
    static final int MOST_NAME_BYTES = 63;

    private SqlText() {}

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(String schema, String name) {
        return name(schema) + '.' + name(name);
    }

    /** Right only with {@code standard_conforming_strings}, which every owner's session sets. */
    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
