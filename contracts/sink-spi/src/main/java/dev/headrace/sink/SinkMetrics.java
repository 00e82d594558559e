package dev.headrace.sink;

/**
 * A sink's own counters, shown with the sink's name as a label. Safe for use by several threads.
 */
public interface SinkMetrics {

    /**
     * Adds to a counter; the name is lower case with underscores, for example {@code
     * files_written}.
     */
    void add(String counter, long amount);
}
