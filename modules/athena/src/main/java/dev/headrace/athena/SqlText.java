package dev.headrace.athena;

import java.util.Collection;
import java.util.List;

/** Names and texts inside SQL. */
final class SqlText {

    /** Glue keeps no longer comment of a column. */
    private static final int LONGEST_COMMENT = 255;

    private SqlText() {}

    /** A name, in SQL's double quotes. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text, in single quotes. */
    static String text(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /**
     * A comment, in single quotes. Hive and SQL escape differently inside of them, so what either
     * would escape is replaced.
     */
    static String comment(String text) {
        String plain =
                text.replaceAll("[\\p{Cntrl}\\s]+", " ")
                        .replace('\'', '\u2019')
                        .replace('\\', '/')
                        .replace(';', ',')
                        .strip();
        int length = Math.min(plain.length(), LONGEST_COMMENT);
        if (length > 0 && Character.isHighSurrogate(plain.charAt(length - 1))) {
            length--;
        }
        return '\'' + plain.substring(0, length) + '\'';
    }

    /** A path to a member, as the JSON functions of Athena and Trino read it. */
    static String jsonPath(Collection<String> names) {
        var path = new StringBuilder("$");
        for (String name : names) {
            path.append("[\"")
                    .append(name.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"]");
        }
        return text(path.toString());
    }

    /** Parts of a list, one a line. */
    static String lines(List<String> parts) {
        return "  " + String.join(",\n  ", parts) + '\n';
    }
}
