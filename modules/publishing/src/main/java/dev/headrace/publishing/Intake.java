package dev.headrace.publishing;

import dev.headrace.eventlog.LogFrame;
import dev.headrace.publishing.StreamCounts.Fate;
import dev.headrace.sink.SinkTraits;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Takes frames of the log in order and makes batches of what is for the sink and not complete.
 * Plans of before the start get their records first. No I/O; for one thread at a time.
 */
final class Intake {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    private final SinkLedger ledger;
    private final Routes routes;
    private final SinkTraits traits;
    private final MemoryBudget budget;
    private final BatchAssembler assembler;
    private final PlanRecovery recovery;
    private final Deque<HeldFrame> held = new ArrayDeque<>();
    private long next;

    Intake(SinkLedger ledger, Routes routes, SinkTraits traits, MemoryBudget budget) {
        this.ledger = ledger;
        this.routes = routes;
        this.traits = traits;
        this.budget = budget;
        this.assembler = new BatchAssembler(traits);
        this.recovery = new PlanRecovery(ledger, traits);
        this.next = ledger.progress().lowWater();
        if (recovery.isUnderWay()) {
            budget.lift();
        }
    }

    /**
     * What a frame brought.
     *
     * @param batches closed batches, in order
     * @param tooLarge records that no batch may hold
     */
    record Taken(List<Batch> batches, List<Refusal> tooLarge) {}

    BatchAssembler assembler() {
        return assembler;
    }

    /** Whether plans of before the start are still being gathered: nothing new is written then. */
    boolean isRecovering() {
        return recovery.isUnderWay();
    }

    Taken take(LogFrame frame, Instant now) {
        var taken = new Taken(new ArrayList<>(), new ArrayList<>());
        var hold = new HeldFrame(frame, budget);
        long first = Math.max(frame.first().sequence(), next);
        long end = frame.end().sequence();
        passGap(first);
        if (end > first) {
            take(hold, new Range(first, end), now, taken);
            next = end;
        }
        if (recovery.isUnderWay()) {
            recover(now, taken);
        }
        if (hold.isDone()) {
            hold.discard();
        } else {
            held.add(hold);
        }
        return taken;
    }

    /** When the oldest record came that is held and not done. */
    Optional<Instant> oldest() {
        while (!held.isEmpty() && held.getFirst().isDone()) {
            held.removeFirst();
        }
        return Optional.ofNullable(held.peekFirst()).map(frame -> frame.frame().receivedAt());
    }

    /** Between two frames lies what was damaged, or deleted after it had expired. */
    private void passGap(long first) {
        if (first > next) {
            long lost = ledger.progress().done("", new Range(next, first), Fate.UNREADABLE);
            if (lost > 0) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "Sink {0} misses {1} records from {2} on: the event log cannot be read there",
                        ledger.name(),
                        lost,
                        next);
            }
            next = first;
        }
    }

    private void take(HeldFrame hold, Range range, Instant now, Taken taken) {
        LogFrame frame = hold.frame();
        String stream = frame.stream().value();
        if (!routes.routes(frame.routeEpoch(), ledger.name(), stream)) {
            ledger.progress().pass(range);
            return;
        }
        ledger.progress().routed(stream, range);
        for (Range missing : ledger.progress().incomplete(range)) {
            for (long at = missing.from(); at < missing.to(); at++) {
                int index = Math.toIntExact(at - frame.first().sequence());
                take(new HeldRecord(hold, frame.records().get(index), at), now, taken);
            }
        }
    }

    private void take(HeldRecord record, Instant now, Taken taken) {
        record.retain();
        if (recovery.gather(record)) {
            return;
        }
        if (record.bytes() > traits.maxRecordBytes()) {
            taken.tooLarge().add(Refusal.tooLarge(record));
        } else {
            taken.batches().addAll(assembler.add(record, now));
        }
    }

    private void recover(Instant now, Taken taken) {
        taken.batches().addAll(recovery.gathered());
        for (HeldRecord record : recovery.lostBefore(next)) {
            taken.batches().addAll(assembler.add(record, now));
        }
        if (!recovery.isUnderWay()) {
            budget.restore();
        }
    }
}
