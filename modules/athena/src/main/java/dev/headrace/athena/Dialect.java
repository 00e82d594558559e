package dev.headrace.athena;

/** Who is to understand the statements. Views read the same in both. */
public enum Dialect {
    /** Hive's words for tables, as Athena takes them. */
    ATHENA,
    /** Trino's words for tables, for its Hive connector. */
    TRINO
}
