package dev.headrace.plugin.clickhouse;

/** Names and texts in SQL. */
final class Sql {

    private Sql() {}

    /** A name in backticks. */
    static String name(String name) {
        return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    /** A text in quotes. */
    static String text(String text) {
        return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
    }
}
