package dev.headrace.publishing;

import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkTraits.Grouping;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Finds the group of a record. */
record Groups(Grouping grouping) {

    RecordGroup of(HeldRecord record) {
        return switch (grouping) {
            case NONE -> RecordGroup.all();
            case STREAM ->
                    new RecordGroup(Optional.of(record.stream()), Optional.empty(), List.of());
            case STREAM_HOUR -> ofHour(record, List.of());
            case LAYOUT -> ofHour(record, record.layout());
        };
    }

    private static RecordGroup ofHour(HeldRecord record, List<String> layout) {
        return new RecordGroup(
                Optional.of(record.stream()),
                Optional.of(record.receivedAt().truncatedTo(ChronoUnit.HOURS)),
                layout);
    }
}
