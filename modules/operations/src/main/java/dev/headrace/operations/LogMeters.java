package dev.headrace.operations;

import dev.headrace.event.Meters;
import dev.headrace.eventlog.EventLog;
import java.util.Map;

/** Shows the event log in metrics. */
public final class LogMeters {

    private LogMeters() {}

    /** Registers the gauges of a log; once per process. */
    public static void register(Meters meters, EventLog log, LogForecast forecast) {
        meters.gauge("log_used_bytes", Map.of(), () -> log.status().usedBytes());
        meters.gauge("log_quota_bytes", Map.of(), () -> log.status().quotaBytes());
        meters.gauge("log_segments", Map.of(), () -> log.status().segments());
        meters.gauge("log_forces", Map.of(), () -> log.status().forces());
        meters.gauge("log_full", Map.of(), () -> log.status().full() ? 1 : 0);
        meters.gauge("log_failed", Map.of(), () -> log.status().failure().isPresent() ? 1 : 0);
        meters.gauge("log_damaged_places", Map.of(), () -> log.status().damage().size());
        meters.gauge("log_hours_left", Map.of(), () -> (long) forecast.hoursLeft());
        meters.gauge("log_records", Map.of(), () -> log.end().sequence() - log.start().sequence());
    }
}
