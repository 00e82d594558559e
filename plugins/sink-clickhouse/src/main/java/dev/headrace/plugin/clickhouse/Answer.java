package dev.headrace.plugin.clickhouse;

/** What the server said of a statement that it looked at. */
sealed interface Answer {

    /**
     * Done.
     *
     * @param text what a query gives
     */
    record Done(String text) implements Answer {}

    /**
     * A row of an insert cannot be taken as it is; nothing of the insert was stored.
     *
     * @param code ClickHouse's code
     */
    record BadRow(int code) implements Answer {}

    /** The statement fits nothing that is there: the table or a column has gone. */
    record Changed(int code) implements Answer {}
}
