package dev.headrace.publishing;

import dev.headrace.sink.SinkTraits.Ordering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Closed batches that wait for their first or their next write, in order. With PER_KEY it never
 * gives out a key that is under way, waits for a retry, or waits further ahead; what is free of a
 * batch that is not planned yet goes first. No I/O, no clock; for one thread at a time.
 */
final class BatchQueue {

    private final Ordering ordering;
    private final List<Batch> batches = new ArrayList<>();

    BatchQueue(Ordering ordering) {
        this.ordering = ordering;
    }

    /**
     * Puts a batch at its place. Where an order is kept, parts of one batch stand in the order of
     * their records; elsewhere behind each other, so that one bad part does not go first each time.
     */
    void add(Batch batch) {
        int at = batches.size();
        while (at > 0 && isBefore(batch, batches.get(at - 1))) {
            at--;
        }
        batches.add(at, batch);
    }

    private boolean isBefore(Batch one, Batch other) {
        return switch (ordering) {
            case NONE -> one.order() < other.order();
            case PER_KEY ->
                    one.order() < other.order()
                            || (one.order() == other.order() && one.first() < other.first());
        };
    }

    /** Records that have failed by themselves and wait for another try. */
    int retrying() {
        int records = 0;
        for (Batch batch : batches) {
            records += batch.failures() > 0 ? batch.size() : 0;
        }
        return records;
    }

    /** Whether a batch could still tell how the target is: it has tries left and is free to go. */
    boolean hasFresh(int attempts, Set<String> blocked) {
        return batches.stream()
                .filter(batch -> batch.failures() < attempts)
                .flatMap(batch -> batch.records().stream())
                .anyMatch(record -> record.orderingKey().filter(blocked::contains).isEmpty());
    }

    /** Whether every waiting record has one of the keys, so that none of them can go ahead. */
    boolean isBehind(Set<String> keys) {
        return batches.stream()
                .flatMap(batch -> batch.records().stream())
                .allMatch(record -> record.orderingKey().filter(keys::contains).isPresent());
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /**
     * Takes out the first batch that may be written now.
     *
     * @param busy the keys of the writes under way
     */
    Optional<Batch> next(Instant now, Set<String> busy) {
        return switch (ordering) {
            case NONE -> firstDue(now);
            case PER_KEY -> firstDueAndFree(now, busy);
        };
    }

    /** When the next waiting batch is due; empty when none waits. */
    Optional<Instant> nextDue(Instant now) {
        return batches.stream()
                .map(Batch::notBefore)
                .filter(due -> due.isAfter(now))
                .min(Instant::compareTo);
    }

    private Optional<Batch> firstDue(Instant now) {
        for (int i = 0; i < batches.size(); i++) {
            if (!batches.get(i).notBefore().isAfter(now)) {
                return Optional.of(batches.remove(i));
            }
        }
        return Optional.empty();
    }

    private Optional<Batch> firstDueAndFree(Instant now, Set<String> busy) {
        var blocked = new HashSet<String>(busy);
        for (int i = 0; i < batches.size(); i++) {
            Batch batch = batches.get(i);
            if (!batch.notBefore().isAfter(now)) {
                Optional<Batch> free = free(i, batch, blocked);
                if (free.isPresent()) {
                    return free;
                }
            }
            blocked.addAll(batch.keys());
        }
        return Optional.empty();
    }

    /** Takes what is not blocked of a batch; a plan goes whole or not at all. */
    private Optional<Batch> free(int index, Batch batch, Set<String> blocked) {
        if (batch.keys().stream().noneMatch(blocked::contains)) {
            return Optional.of(batches.remove(index));
        }
        if (batch.isPlanned()) {
            return Optional.empty();
        }
        var free = new ArrayList<HeldRecord>();
        var held = new ArrayList<HeldRecord>();
        for (HeldRecord record : batch.records()) {
            boolean waits = record.orderingKey().filter(blocked::contains).isPresent();
            (waits ? held : free).add(record);
        }
        if (free.isEmpty()) {
            return Optional.empty();
        }
        batches.set(index, batch.part(held));
        return Optional.of(batch.part(free));
    }
}
