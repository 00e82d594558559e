package dev.headrace.athena;

import java.util.Locale;

/**
 * A table or view within its database: lower case, letters, digits and {@code _}, which every
 * catalog takes.
 */
record QualifiedName(String database, String name) {

    /** Glue and Hive take no longer one. */
    private static final int LONGEST = 128;

    /** The name of what is made of a text. */
    static QualifiedName of(String database, String text) {
        return new QualifiedName(database, safe(text));
    }

    /** The same with more at its end. */
    QualifiedName with(String more) {
        String suffix = more.startsWith("_") ? '_' + safe(more.substring(1)) : safe(more);
        int room = Math.max(1, LONGEST - suffix.length());
        return new QualifiedName(
                database, name.substring(0, Math.min(name.length(), room)) + suffix);
    }

    private static String safe(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        String cut = lower.substring(0, Math.min(lower.length(), LONGEST));
        return cut.isEmpty() ? "_" : cut;
    }

    /** As Hive's tables are named. */
    String hive() {
        return '`' + database + "`.`" + name + '`';
    }

    /** As queries name it, and Trino's tables. */
    String sql() {
        return SqlText.name(database) + '.' + SqlText.name(name);
    }
}
