package dev.headrace.operations;

import dev.headrace.event.Meters;
import dev.headrace.eventlog.Dedupe;
import java.util.Map;

/** Shows dedupe in metrics. */
public final class DedupeMeters {

    private DedupeMeters() {}

    /** Registers the gauges; once per process. */
    public static void register(Meters meters, Dedupe dedupe) {
        meters.gauge("dedupe_window_seconds", Map.of(), () -> dedupe.status().window().toSeconds());
        meters.gauge("dedupe_entries", Map.of(), () -> dedupe.status().entries());
        meters.gauge("dedupe_bytes", Map.of(), () -> dedupe.status().diskBytes());
        meters.gauge("dedupe_memory_bytes", Map.of(), () -> dedupe.status().memoryBytes());
        meters.gauge("dedupe_runs", Map.of(), () -> dedupe.status().runs());
        meters.gauge("dedupe_disk_lookups", Map.of(), () -> dedupe.status().lookups());
        meters.gauge("dedupe_false_lookups", Map.of(), () -> dedupe.status().falseLookups());
        meters.gauge(
                "dedupe_failed", Map.of(), () -> dedupe.status().failure().isPresent() ? 1 : 0);
    }
}
