package dev.headrace.persistence;

import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;

/**
 * The tables that are divided by UTC month, and how long a month is kept after its end. The periods
 * are those of the platform's own documents; audit's covers the six years of 45 CFR 164.316(b)(2).
 */
enum MonthlyTable {
    AUDIT_LOGS("audit", "audit_logs", "occurred_at", Period.ofYears(7)),
    COUNTED_EVENTS("insight", "counted_events", "quarter", Period.ofDays(90)),
    COUNTS_QUARTER("insight", "counts_quarter", "begins_at", Period.ofDays(90)),
    COUNTS_DAY("insight", "counts_day", "begins_at", Period.ofYears(2)),
    MEDIA_EVENTS("media", "events", "occurred_at", Period.ofYears(2)),
    MEDIA_SESSIONS("media", "sessions", "started_at", Period.ofYears(2)),
    SECURITY_OBSERVATIONS("security", "observations", "occurred_at", Period.ofDays(90)),
    SECURITY_HITS("security", "hits", "occurred_at", Period.ofYears(3)),
    SECURITY_WAITS("security", "waits", "occurred_at", Period.ofYears(3)),
    STAFF_ACTIVITY("staff", "activity_daily", "begins_at", Period.ofYears(2));

    private final String schema;
    private final String table;
    private final String time;
    private final Period kept;

    MonthlyTable(String schema, String table, String time, Period kept) {
        this.schema = schema;
        this.table = table;
        this.time = time;
        this.kept = kept;
    }

    String schema() {
        return schema;
    }

    /** The table with its schema, as SQL writes it. */
    String relation() {
        return schema + "." + table;
    }

    /** The column that divides it. */
    String time() {
        return time;
    }

    /** How long a month is kept after it has ended. */
    Period kept() {
        return kept;
    }

    /** The partition of a month, without its schema. */
    String partition(YearMonth month) {
        return "%s_y%04dm%02d".formatted(table, month.getYear(), month.getMonthValue());
    }

    /** The partition of a month with its schema, as SQL writes it. */
    String partitionRelation(YearMonth month) {
        return schema + "." + partition(month);
    }

    static String begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    }
}
