package dev.headrace.plugin.s3;

import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SafeName;
import dev.headrace.sink.SinkTraits.Grouping;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** How objects are laid out below the prefix. */
enum KeyLayout {
    /** Stream, date and hour, named as Hive, Athena and DuckDB know partitions. */
    HIVE(Grouping.STREAM_HOUR),

    /** The values of the contract's layout fields and the date. */
    VALUES(Grouping.LAYOUT);

    private static final DateTimeFormatter PARTITIONS =
            DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    private static final String NO_VALUE = "UNDEFINED";

    private final Grouping grouping;

    KeyLayout(Grouping grouping) {
        this.grouping = grouping;
    }

    Grouping grouping() {
        return grouping;
    }

    /** The part of the key between the prefix and the batch's id, without slashes at its ends. */
    String folder(RecordGroup group) {
        String stream = group.stream().orElseThrow();
        Instant hour = group.hour().orElseThrow();
        return switch (this) {
            case HIVE -> SafeName.of(stream) + '/' + PARTITIONS.format(hour);
            case VALUES -> "data/" + values(stream, group.layout()) + '/' + DATE.format(hour);
        };
    }

    private static String values(String stream, List<String> values) {
        if (values.isEmpty()) {
            return SafeName.of(stream);
        }
        return values.stream()
                .map(value -> value.isEmpty() ? NO_VALUE : SafeName.of(value))
                .collect(Collectors.joining("/"));
    }
}
