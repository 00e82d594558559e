package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.Deliveries.Fate;
import dev.headrace.sink.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What became of single records at one sink, for those who ask: derived from the sink's progress
 * and from a bounded memory beside it. The sink's dispatcher adds; any number of threads may ask.
 */
final class SinkFates {

    /** About ten megabytes, when no two refused records are neighbours. */
    private static final int MOST_MARKS = 100_000;

    /** About one megabyte. */
    private static final int MOST_DELIVERIES = 10_000;

    private static final int MOST_RETRYING = 10_000;

    private final SinkProgress progress;
    private final DeadMarks dead = new DeadMarks(MOST_MARKS);
    private final RecentDeliveries recent = new RecentDeliveries(MOST_DELIVERIES);
    private final DeliveryWaits waits;
    private RangeSet retrying = new RangeSet();

    SinkFates(SinkProgress progress) {
        this.progress = progress;
        this.waits = new DeliveryWaits(progress::isRecorded);
        progress.whenRecorded(waits::wake);
    }

    /** Learns of the dead letters of earlier; before the dispatcher starts. */
    void load(String sink, DeadLetters letters) {
        letters.forEach(
                sink, letter -> dead.add(letter.record().position().sequence(), letter.code()));
    }

    /** Records that are dead letters now. */
    void buried(List<Refusal> refusals) {
        refusals.forEach(refusal -> dead.add(refusal.record().sequence(), refusal.code()));
    }

    /** A batch was answered. */
    void answered(Batch batch, IntFunction<Outcome> outcomes, Instant now) {
        recent.note(batch, outcomes, now);
    }

    /** Batches that were tried and will be tried again. */
    synchronized void again(List<Batch> batches) {
        if (batches.isEmpty()) {
            return;
        }
        retrying.removeBelow(progress.lowWater());
        if (retrying.ranges().size() > MOST_RETRYING) {
            retrying = new RangeSet();
        }
        batches.forEach(batch -> batch.plan().records().forEach(retrying::add));
    }

    /**
     * Waits until the progress over records is on disk.
     *
     * @param deadline by {@link System#nanoTime}
     */
    boolean await(List<Range> ranges, long deadline) throws InterruptedException {
        return waits.await(ranges, deadline);
    }

    /** Whether the sink has lost any of the records. */
    boolean hasLost(List<Range> ranges) {
        return ranges.stream().anyMatch(progress::hasLost);
    }

    /** Why a record is a dead letter; empty when it is none. */
    Optional<String> deadCode(long sequence) {
        return dead.code(sequence);
    }

    /** How a record stands that is routed to the sink. */
    Fate fate(long sequence) {
        var one = new Range(sequence, sequence + 1);
        if (!progress.incomplete(one).isEmpty()) {
            return isRetrying(sequence) ? new Fate.Retrying() : new Fate.Pending();
        }
        Optional<String> code = dead.code(sequence);
        if (code.isPresent()) {
            return new Fate.DeadLettered(code.get());
        }
        if (progress.hasLost(one)) {
            return new Fate.Expired();
        }
        return sequence < dead.knownFrom()
                ? new Fate.Unknown()
                : new Fate.Delivered(recent.place(sequence));
    }

    private synchronized boolean isRetrying(long sequence) {
        return retrying.contains(sequence);
    }
}
