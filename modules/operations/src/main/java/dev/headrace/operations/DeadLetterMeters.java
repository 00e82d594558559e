package dev.headrace.operations;

import dev.headrace.event.Meters;
import dev.headrace.eventlog.DeadLetters;
import java.util.Map;

/** Shows the dead letters in metrics: they never expire, so their size is to be watched. */
public final class DeadLetterMeters {

    private DeadLetterMeters() {}

    /** Registers the gauge; once per process. */
    public static void register(Meters meters, DeadLetters letters) {
        meters.gauge("dead_letter_bytes", Map.of(), letters::bytes);
    }
}
