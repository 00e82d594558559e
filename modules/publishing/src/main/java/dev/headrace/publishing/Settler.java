package dev.headrace.publishing;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Decides what becomes of the records of a write. No I/O, no clock.
 *
 * <p>A record that fails by itself is tried a number of times and then refused; one that the target
 * is too busy for is tried without end, and its batch has not failed for it. A batch that is
 * unknown as a whole may hold a poisonous record or may have met a bad target: it is split, and in
 * the end refused, only where something else tells the two apart, which is that the sink has
 * delivered another batch since, or (for splitting) that there is nothing else to try. A record
 * that is left alone is refused when the sink's check has long enough found the target in order,
 * see {@link Witness}. Otherwise it is tried without end.
 */
final class Settler {

    /** Failures that the parts of a split batch have left. */
    private static final int TRIES_OF_PARTS = 2;

    private final SinkTraits traits;
    private final PublishingSettings settings;
    private final Backoff backoff;

    Settler(SinkTraits traits, PublishingSettings settings, Backoff backoff) {
        this.traits = traits;
        this.settings = settings;
        this.backoff = backoff;
    }

    /**
     * What stands around a write.
     *
     * @param successes how many writes of the sink had delivered something before it
     * @param company whether other batches wait or are under way
     * @param evidence whether the sink's check speaks for the target
     */
    record Circumstances(Instant now, long successes, Company company, Witness.Evidence evidence) {}

    /** Whether a failing batch has others beside it, which can tell how the target is. */
    enum Company {
        ALONE,
        OTHERS
    }

    /** After an answer, or a deadline, which is unknown for all. */
    Settlement settle(Batch batch, IntFunction<Outcome> outcomes, Circumstances around) {
        var reading = new Reading(batch, outcomes);
        if (reading.pending.isEmpty()) {
            return complete(batch, reading.delivered, reading.refused);
        }
        if (reading.throttled.size() < reading.pending.size()) {
            batch.fail(around.successes());
        }
        if (batch.failures() < settings.attempts()
                || reading.throttled.size() == reading.pending.size()) {
            return tryAgain(batch, reading, around);
        }
        if (reading.isAllUnknown()) {
            return poisonOrOutage(batch, reading, around);
        }
        reading.refuseExhausted();
        return reading.pending.isEmpty()
                ? complete(batch, reading.delivered, reading.refused)
                : tryAgain(batch, reading, around);
    }

    /** After an exception that the contract does not know. */
    Settlement afterBug(Batch batch, Circumstances around) {
        var reading = new Reading(batch, index -> new Outcome.Unknown("exception"));
        if (reading.pending.size() == 1) {
            return settle(batch, index -> new Outcome.Unknown("exception"), around);
        }
        batch.fail(around.successes());
        return split(batch, reading);
    }

    /** After the target found the batch too large. */
    Settlement tooLarge(Batch batch) {
        var reading = new Reading(batch, index -> new Outcome.Unknown("too-large"));
        if (reading.pending.size() == 1) {
            var refused =
                    List.of(Refusal.tooLarge(batch.records().get(reading.pending.getFirst())));
            return complete(batch, List.of(), refused);
        }
        return new Settlement(
                List.of(), List.of(), reading.earlierDead(), batch.halves(batch.failures()));
    }

    /** After some of its records were found to be gone from the log: the rest, as a new batch. */
    Settlement without(Batch batch, Range lost) {
        var alive = new ArrayList<HeldRecord>();
        for (int i = 0; i < batch.size(); i++) {
            HeldRecord record = batch.records().get(i);
            if (!batch.dead().get(i) && !isIn(lost, record)) {
                alive.add(record);
            }
        }
        List<HeldRecord> dead =
                batch.dead().stream()
                        .mapToObj(batch.records()::get)
                        .filter(record -> !isIn(lost, record))
                        .toList();
        List<Batch> again = alive.isEmpty() ? List.of() : List.of(batch.part(alive));
        return new Settlement(List.of(), List.of(), dead, again);
    }

    static boolean isIn(Range range, HeldRecord record) {
        return range.from() <= record.sequence() && record.sequence() < range.to();
    }

    private Settlement complete(Batch batch, List<HeldRecord> delivered, List<Refusal> refused) {
        var dead = new ArrayList<HeldRecord>();
        batch.dead().stream().mapToObj(batch.records()::get).forEach(dead::add);
        refused.forEach(refusal -> dead.add(refusal.record()));
        return new Settlement(delivered, refused, dead, List.of());
    }

    private Settlement tryAgain(Batch batch, Reading reading, Circumstances around) {
        if (traits.idempotency() == Idempotency.BY_BATCH) {
            reading.refusedIndexes.forEach(batch.dead()::set);
            batch.postpone(around.now(), reading.latestNotBefore(around.now()), backoff);
            return new Settlement(List.of(), reading.refused, List.of(), List.of(batch));
        }
        var again = new ArrayList<Batch>();
        reading.pendingByTime(around.now())
                .forEach((notBefore, records) -> {
                    Batch part = batch.part(records);
                    part.postpone(around.now(), notBefore, backoff);
                    again.add(part);
                });
        return new Settlement(
                reading.delivered,
                reading.refused,
                reading.refused.stream().map(Refusal::record).toList(),
                again);
    }

    private Settlement poisonOrOutage(Batch batch, Reading reading, Circumstances around) {
        boolean outlived = batch.isOutlived(around.successes());
        boolean single = reading.pending.size() == 1;
        if (single && (outlived || around.evidence() == Witness.Evidence.TARGET_IS_FINE)) {
            reading.refuseExhausted();
            return complete(batch, List.of(), reading.refused);
        }
        if (!single && (outlived || around.company() == Company.ALONE)) {
            return split(batch, reading);
        }
        batch.postpone(around.now(), Instant.MIN, backoff);
        return Settlement.again(List.of(batch));
    }

    private Settlement split(Batch batch, Reading reading) {
        int failures = Math.max(0, settings.attempts() - TRIES_OF_PARTS);
        return new Settlement(List.of(), List.of(), reading.earlierDead(), batch.halves(failures));
    }

    /** The outcomes of a write, sorted; those of records refused by an earlier write left out. */
    private final class Reading {

        private final Batch batch;
        private final IntFunction<Outcome> outcomes;
        private final List<HeldRecord> delivered = new ArrayList<>();
        private final List<Refusal> refused = new ArrayList<>();
        private final List<Integer> refusedIndexes = new ArrayList<>();
        private final List<Integer> pending = new ArrayList<>();
        private final Set<Integer> throttled = new HashSet<>();

        private Reading(Batch batch, IntFunction<Outcome> outcomes) {
            this.batch = batch;
            this.outcomes = outcomes;
            for (int i = 0; i < batch.size(); i++) {
                if (!batch.dead().get(i)) {
                    read(i);
                }
            }
        }

        private void read(int index) {
            HeldRecord record = batch.records().get(index);
            switch (outcomes.apply(index)) {
                case Outcome.Delivered d -> delivered.add(record);
                case Outcome.Rejected rejected -> {
                    refused.add(new Refusal(record, rejected.code(), rejected.detail()));
                    refusedIndexes.add(index);
                }
                case Outcome.Retry r -> pending.add(index);
                case Outcome.Throttled t -> {
                    pending.add(index);
                    throttled.add(index);
                }
                case Outcome.Unknown u -> pending.add(index);
            }
        }

        private boolean isAllUnknown() {
            return delivered.isEmpty()
                    && refused.isEmpty()
                    && pending.stream().allMatch(i -> outcomes.apply(i) instanceof Outcome.Unknown);
        }

        private List<HeldRecord> earlierDead() {
            return batch.dead().stream().mapToObj(batch.records()::get).toList();
        }

        /** Refuses what has failed by itself too often; what the target was too busy for stays. */
        private void refuseExhausted() {
            for (int index : pending) {
                if (!throttled.contains(index)) {
                    String code = code(outcomes.apply(index));
                    refused.add(Refusal.exhausted(batch.records().get(index), code));
                    refusedIndexes.add(index);
                }
            }
            pending.retainAll(throttled);
        }

        private Instant latestNotBefore(Instant now) {
            return pending.stream()
                    .map(index -> notBefore(index, now))
                    .max(Instant::compareTo)
                    .orElse(now);
        }

        /** With an order to keep, all wait for the last; otherwise each for its own time. */
        private Map<Instant, List<HeldRecord>> pendingByTime(Instant now) {
            Instant latest = latestNotBefore(now);
            var byTime = new TreeMap<Instant, List<HeldRecord>>();
            for (int index : pending) {
                Instant due =
                        traits.ordering() == Ordering.PER_KEY ? latest : notBefore(index, now);
                byTime.computeIfAbsent(due, d -> new ArrayList<>()).add(batch.records().get(index));
            }
            return byTime;
        }

        private Instant notBefore(int index, Instant now) {
            Instant asked =
                    switch (outcomes.apply(index)) {
                        case Outcome.Retry retry -> retry.notBefore();
                        case Outcome.Throttled throttle -> throttle.notBefore();
                        case Outcome.Delivered _, Outcome.Rejected _, Outcome.Unknown _ -> now;
                    };
            Instant latest = now.plus(settings.longestThrottle());
            return asked.isBefore(now) ? now : asked.isAfter(latest) ? latest : asked;
        }
    }

    /** The word of an outcome. */
    static String code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Delivered d -> "delivered";
            case Outcome.Rejected rejected -> rejected.code();
            case Outcome.Retry retry -> retry.code();
            case Outcome.Throttled throttled -> throttled.code();
            case Outcome.Unknown unknown -> unknown.code();
        };
    }
}
