package dev.headrace.plugin.postgresql;

/** How rows get into their table. */
enum Route {
    /** By COPY alone: the cheapest, and it stops at a row that is there already. */
    STRAIGHT,
    /** By COPY into a temporary table, and from there what is not in the stream's table yet. */
    MERGING
}
