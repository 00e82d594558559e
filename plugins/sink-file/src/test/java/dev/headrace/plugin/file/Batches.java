package dev.headrace.plugin.file;

import dev.headrace.sink.Principal;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Batches of the stream that the tests of this sink write. */
final class Batches {

    private static final Principal CALLER = new Principal("service", "composer", Optional.empty());

    private Batches() {}

    static SampleBatch of(String id, String... events) {
        return SampleBatch.of(id, events.length, number -> record(number, events[number]))
                .in(group("user-telemetry", SampleRecord.RECEIVED));
    }

    /** So many events, of about a hundred bytes each. */
    static SampleBatch large(String id, int size) {
        String text = "x".repeat(85);
        return SampleBatch.of(
                id,
                size,
                number -> record(number, "{\"n\":" + number + ",\"text\":\"" + text + "\"}"));
    }

    private static SampleRecord record(int number, String event) {
        return SampleRecord.of("user-telemetry", "e-" + number, event)
                .withCaller(Optional.empty(), CALLER);
    }

    static RecordGroup group(String stream, Instant received) {
        return new RecordGroup(
                Optional.of(stream),
                Optional.of(received.truncatedTo(ChronoUnit.HOURS)),
                List.of());
    }
}
