package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.Deliveries.Outcome;
import dev.headrace.eventlog.Deliveries.Refused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The step after the event log, for streams that say {@code acknowledge}: the answer waits until
 * those sinks have delivered the accepted events and the originals of the duplicates. Other streams
 * pass through at no cost.
 *
 * <p>A bound on the waiting requests keeps places free for the streams that do not wait: above it
 * the answer is the same as after a wait in vain, at once.
 */
final class Acknowledgement {

    private final Deliveries deliveries;
    private final Duration atMost;
    private final int most;
    private final Semaphore places;

    /**
     * Waits by a port.
     *
     * @param atMost how long an answer waits
     * @param most how many answers wait at once
     */
    Acknowledgement(Deliveries deliveries, Duration atMost, int most) {
        this.deliveries = deliveries;
        this.atMost = atMost;
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** How many answers wait now. */
    int waiting() {
        return most - places.availablePermits();
    }

    /**
     * What there is to answer.
     *
     * @param receipt what became of each event
     * @param missing why there can be no receipt yet
     */
    record Answer(Receipt receipt, Optional<String> missing) {

        /**
         * The receipt.
         *
         * @throws RequestRefusedException when a sink has not delivered
         */
        Receipt orRefuse() {
            if (missing.isPresent()) {
                throw new RequestRefusedException(Problem.NOT_YET_DELIVERED, missing.get());
            }
            return receipt;
        }
    }

    /** Waits; an interrupt ends the wait and stays set. */
    Answer of(Contract contract, StoredRequest stored) {
        if (contract.acknowledge().isEmpty()
                || (stored.accepted().isEmpty() && stored.duplicates().isEmpty())) {
            return new Answer(stored.receipt(), Optional.empty());
        }
        if (!places.tryAcquire()) {
            return missing(stored, "too many requests wait for sinks already");
        }
        try {
            return await(contract, stored);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missing(stored, "the server is stopping");
        } finally {
            places.release();
        }
    }

    private Answer await(Contract contract, StoredRequest stored) throws InterruptedException {
        long[] sequences =
                LongStream.concat(sequences(stored.accepted()), sequences(stored.duplicates()))
                        .toArray();
        return switch (deliveries.await(contract.acknowledge(), sequences, atMost)) {
            case Outcome.Settled(List<Refused> refused) ->
                    new Answer(without(stored, refused), Optional.empty());
            case Outcome.NotYet(String sink) ->
                    missing(
                            stored,
                            "the sink "
                                    + sink
                                    + " has not delivered within "
                                    + atMost.toMillis()
                                    + " ms");
        };
    }

    private static LongStream sequences(List<AwaitedEvent> events) {
        return events.stream().mapToLong(AwaitedEvent::sequence);
    }

    private static Answer missing(StoredRequest stored, String why) {
        return new Answer(
                stored.receipt(),
                Optional.of(
                        why
                                + "; the events are stored and will be delivered:"
                                + " post them again, with the same ids, to wait on"));
    }

    /** What a sink has refused is neither accepted nor a duplicate, but rejected. */
    private static Receipt without(StoredRequest stored, List<Refused> refused) {
        Receipt receipt = stored.receipt();
        if (refused.isEmpty()) {
            return receipt;
        }
        Map<Long, Refused> bySequence =
                refused.stream().collect(Collectors.toMap(Refused::sequence, Function.identity()));
        List<Rejection> accepted = rejections(stored.accepted(), bySequence);
        List<Rejection> duplicates = rejections(stored.duplicates(), bySequence);
        var all = new ArrayList<>(receipt.rejected());
        all.addAll(accepted);
        all.addAll(duplicates);
        all.sort(Comparator.comparingInt(Rejection::index));
        return new Receipt(
                receipt.id(),
                receipt.accepted() - accepted.size(),
                receipt.duplicates() - duplicates.size(),
                receipt.suppressed(),
                all);
    }

    private static List<Rejection> rejections(
            List<AwaitedEvent> events, Map<Long, Refused> refused) {
        var rejections = new ArrayList<Rejection>();
        for (AwaitedEvent event : events) {
            Refused by = refused.get(event.sequence());
            if (by != null) {
                rejections.add(
                        Rejections.refusedBySink(event.index(), event.id(), by.sink(), by.code()));
            }
        }
        return rejections;
    }
}
