package dev.headrace.app;

/** How lines of the log look. */
enum LogFormat {
    /** Plain on a terminal, JSON elsewhere. */
    AUTO,
    /** One JSON object a line. */
    JSON,
    /** For people. */
    PLAIN
}
