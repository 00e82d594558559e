package dev.headrace.sink;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the records of a batch have in common, as far as the sink's {@link SinkTraits.Grouping}
 * asks.
 *
 * @param stream the stream, unless grouping is NONE
 * @param hour the start of the UTC hour of the received time, with STREAM_HOUR and LAYOUT
 * @param layout the values of the contract's layout fields, in its order, with LAYOUT
 */
public record RecordGroup(Optional<String> stream, Optional<Instant> hour, List<String> layout) {

    public RecordGroup {
        layout = List.copyOf(layout);
    }

    /** The group of a sink that does not group. */
    public static RecordGroup all() {
        return new RecordGroup(Optional.empty(), Optional.empty(), List.of());
    }
}
