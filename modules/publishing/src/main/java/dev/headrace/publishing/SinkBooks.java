package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetters;
import dev.headrace.publishing.StreamCounts.Fate;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Writes down what became of records, in the order that a crash at any moment allows: dead letters
 * first, then progress, and that a plan is done last. Does I/O; for one thread at a time.
 */
final class SinkBooks {

    private final SinkLedger ledger;
    private final DeadLetters deadLetters;
    private final Idempotency idempotency;
    private final Duration recordEvery;
    private Instant recordedAt;
    private boolean urgent;

    SinkBooks(
            SinkLedger ledger,
            DeadLetters deadLetters,
            Idempotency idempotency,
            Duration recordEvery,
            Instant now) {
        this.ledger = ledger;
        this.deadLetters = deadLetters;
        this.idempotency = idempotency;
        this.recordEvery = recordEvery;
        this.recordedAt = now;
    }

    /** Forces the plans of batches that are to be written for the first time. */
    void plan(List<Batch> batches) {
        List<Batch> fresh = batches.stream().filter(batch -> !batch.isPlanned()).toList();
        if (idempotency == Idempotency.BY_BATCH && !fresh.isEmpty()) {
            ledger.plans().add(fresh.stream().map(Batch::plan).toList());
            fresh.forEach(Batch::markPlanned);
        }
    }

    /** Makes dead letters of records that are in no batch. */
    void refuse(List<Refusal> refusals, Instant now) {
        bury(refusals, now);
        complete(refusals.stream().map(Refusal::record).toList(), Fate.DEAD_LETTERED);
    }

    /** Writes down the end of a write; progress becomes durable with {@link #record}. */
    void settle(Batch batch, Settlement settlement, Instant now) {
        bury(settlement.refused(), now);
        ledger.progress()
                .together(() -> {
                    complete(settlement.delivered(), Fate.DELIVERED);
                    complete(settlement.dead(), Fate.DEAD_LETTERED);
                });
        if (batch.isPlanned()) {
            settlePlan(batch, settlement.again());
        }
    }

    /** Makes progress durable: at once after a write, now and then over records of others. */
    void record(Instant now) {
        boolean due = !recordedAt.plus(recordEvery).isAfter(now);
        if ((urgent || due) && ledger.progress().hasUnrecorded()) {
            ledger.progress().record();
            recordedAt = now;
            urgent = false;
        }
    }

    /** When progress that is not urgent is to be recorded; empty when there is none. */
    Optional<Instant> recordAt() {
        return ledger.progress().hasUnrecorded()
                ? Optional.of(recordedAt.plus(recordEvery))
                : Optional.empty();
    }

    private void bury(List<Refusal> refusals, Instant now) {
        if (!refusals.isEmpty()) {
            deadLetters.append(
                    refusals.stream()
                            .map(r -> r.record().deadLetter(ledger.name(), now, r))
                            .toList());
        }
    }

    private void complete(List<HeldRecord> records, Fate fate) {
        for (HeldRecord record : records) {
            long at = record.sequence();
            ledger.progress().done(record.stream(), new Range(at, at + 1), fate);
            record.release();
            urgent = true;
        }
    }

    /** A plan ends with its records, or in the same step as its parts begin. */
    private void settlePlan(Batch batch, List<Batch> again) {
        if (again.isEmpty()) {
            ledger.plans().done(batch.id());
        } else if (!again.contains(batch)) {
            ledger.plans().replace(batch.plan(), again.stream().map(Batch::plan).toList());
            again.forEach(Batch::markPlanned);
        }
    }
}
