package dev.headrace.plugin.kinesis;

import dev.headrace.plugin.kinesis.RecordEncoder.Entry;
import dev.headrace.sink.SinkTraits.Ordering;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Divides a batch into calls within the limits of Kinesis, in order. Where an order is kept, a call
 * holds each key once: Kinesis may take the second record of a key and not the first.
 */
final class Calls {

    private Calls() {}

    static List<List<Entry>> of(List<Entry> entries, Ordering ordering) {
        var calls = new ArrayList<List<Entry>>();
        List<Entry> left = entries;
        while (!left.isEmpty()) {
            var call = new Call(ordering);
            var later = new ArrayList<Entry>();
            for (Entry entry : left) {
                if (!call.take(entry)) {
                    later.add(entry);
                }
            }
            calls.add(call.entries);
            left = later;
        }
        return calls;
    }

    /** One call while it is filled. */
    private static final class Call {

        private final Ordering ordering;
        private final List<Entry> entries = new ArrayList<>();
        private final HashSet<String> keys = new HashSet<>();
        private long bytes;
        private boolean full;

        private Call(Ordering ordering) {
            this.ordering = ordering;
        }

        /** What did not fit closes the call, so that nothing overtakes it. */
        private boolean take(Entry entry) {
            boolean fits =
                    entries.size() < KinesisSettings.MOST_RECORDS
                            && bytes + entry.bytes() <= KinesisSettings.MOST_BYTES;
            full |= !fits;
            if (full || (ordering == Ordering.PER_KEY && !keys.add(entry.key()))) {
                return false;
            }
            entries.add(entry);
            bytes += entry.bytes();
            return true;
        }
    }
}
