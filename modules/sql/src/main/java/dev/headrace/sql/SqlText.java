package dev.headrace.sql;

/** Writes texts into SQL. */
final class SqlText {

    private SqlText() {}

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
