package dev.headrace.plugin.postgresql;

/** Why PostgreSQL will never store a row. */
enum RowFault {
    NUL_CHARACTER(
            "nul-character",
            "a text holds the character U+0000, which PostgreSQL cannot store in text or jsonb"),
    NUMERIC_OVERFLOW("numeric-overflow", "a number has more digits than jsonb can store"),
    TOO_DEEP("too-deep", "the event is nested deeper than jsonb can be read"),
    TIME_OUT_OF_RANGE("time-out-of-range", "a time lies before 4714 BC or after 294276 AD"),
    NOT_STORABLE("not-storable", "PostgreSQL does not take the event as jsonb");

    private final String code;
    private final String detail;

    RowFault(String code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    String code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
