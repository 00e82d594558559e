package dev.headrace.operations;

import dev.headrace.event.Meters;
import dev.headrace.eventlog.RejectLog;
import java.util.Map;

/** Shows the reject log in metrics; how many events are rejected the doors count themselves. */
public final class RejectMeters {

    private RejectMeters() {}

    /** Registers what a reject log tells of itself; once per process. */
    public static void register(Meters meters, RejectLog rejects) {
        meters.gauge("reject_log_left_out_total", Map.of(), rejects::leftOut);
    }
}
