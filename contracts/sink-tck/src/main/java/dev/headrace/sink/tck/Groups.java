package dev.headrace.sink.tck;

import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkTraits.Grouping;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The group of a batch as Headrace says it: what was asked for, and nothing else. */
final class Groups {

    private Groups() {}

    static RecordGroup of(Grouping grouping, SampleRecord record) {
        Optional<String> stream = Optional.of(record.stream());
        Optional<Instant> hour = Optional.of(record.receivedAt().truncatedTo(ChronoUnit.HOURS));
        return switch (grouping) {
            case NONE -> RecordGroup.all();
            case STREAM -> new RecordGroup(stream, Optional.empty(), List.of());
            case STREAM_HOUR -> new RecordGroup(stream, hour, List.of());
            case LAYOUT -> new RecordGroup(stream, hour, record.layout());
        };
    }
}
