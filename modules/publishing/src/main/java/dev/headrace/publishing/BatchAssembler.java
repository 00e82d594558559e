package dev.headrace.publishing;

import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Ordering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts records into open batches, one per group, and closes them when they are full or old. No I/O,
 * no clock; for one thread at a time.
 */
final class BatchAssembler {

    private final SinkTraits traits;
    private final Groups groups;
    private final BatchWish wish;

    /** The oldest first. */
    private final Map<RecordGroup, OpenBatch> open = new LinkedHashMap<>();

    /** With PER_KEY: the group whose open batch holds a key. */
    private final Map<String, RecordGroup> keys = new HashMap<>();

    private long nextOrder = 1;

    BatchAssembler(SinkTraits traits) {
        this(traits, new BatchWish(traits));
    }

    /**
     * @param wish how large batches should be now
     */
    BatchAssembler(SinkTraits traits, BatchWish wish) {
        this.traits = traits;
        this.groups = new Groups(traits.grouping());
        this.wish = wish;
    }

    RecordGroup groupOf(HeldRecord record) {
        return groups.of(record);
    }

    /** Adds a record and returns the batches that it closed, in order. */
    List<Batch> add(HeldRecord record, Instant now) {
        return add(groups.of(record), record, now);
    }

    /** Adds a record of which the group is known. */
    List<Batch> add(RecordGroup group, HeldRecord record, Instant now) {
        var closed = new ArrayList<Batch>(1);
        if (traits.ordering() == Ordering.PER_KEY) {
            record.orderingKey().ifPresent(key -> keepOrder(key, group, closed));
        }
        OpenBatch batch = open.get(group);
        if (batch != null && batch.bytes + record.bytes() > traits.maxBytes()) {
            closed.add(close(group, batch));
            batch = null;
        }
        if (batch == null) {
            batch = new OpenBatch(now);
            open.put(group, batch);
        }
        batch.add(record);
        if (batch.records.size() >= wish.records() || batch.bytes >= wish.bytes()) {
            closed.add(close(group, batch));
        }
        return closed;
    }

    /** Closes the oldest open batch when it has waited long enough. */
    Optional<Batch> closeRipe(Instant now) {
        return ripeAt().filter(ripe -> !ripe.isAfter(now)).flatMap(ripe -> closeOldest());
    }

    /** Closes the oldest open batch. */
    Optional<Batch> closeOldest() {
        return open.entrySet().stream()
                .findFirst()
                .map(oldest -> close(oldest.getKey(), oldest.getValue()));
    }

    /** When the oldest open batch has waited long enough. */
    Optional<Instant> ripeAt() {
        return open.values().stream()
                .findFirst()
                .map(oldest -> oldest.openedAt.plus(traits.linger()));
    }

    /** A key in the open batch of another group: that batch must go first. */
    private void keepOrder(String key, RecordGroup group, List<Batch> closed) {
        RecordGroup holder = keys.get(key);
        if (holder != null && !holder.equals(group)) {
            OpenBatch batch = open.get(holder);
            if (batch != null) {
                closed.add(close(holder, batch));
            }
        }
        keys.put(key, group);
    }

    private Batch close(RecordGroup group, OpenBatch batch) {
        open.remove(group);
        var closed = new Batch(group, batch.records, nextOrder++);
        closed.keys().forEach(key -> keys.remove(key, group));
        return closed;
    }

    private static final class OpenBatch {

        private final Instant openedAt;
        private final List<HeldRecord> records = new ArrayList<>();
        private long bytes;

        private OpenBatch(Instant openedAt) {
            this.openedAt = openedAt;
        }

        private void add(HeldRecord record) {
            records.add(record);
            bytes += record.bytes();
        }
    }
}
