package dev.headrace.publishing;

import dev.headrace.eventlog.LogFrame;
import dev.headrace.publishing.StreamCounts.Fate;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkTraits;
import java.time.Instant;
import java.util.ArrayList;
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
    private final Milestones milestones = new Milestones();
    private final Optional<LogAgain> again;
    private long next;

    /**
     * @param again where batches are read that are too large to be held; empty when all are held
     */
    Intake(
            SinkLedger ledger,
            Routes routes,
            SinkTraits traits,
            MemoryBudget budget,
            BatchWish wish,
            Optional<LogAgain> again) {
        this.ledger = ledger;
        this.routes = routes;
        this.traits = traits;
        this.budget = budget;
        this.assembler = new BatchAssembler(traits, wish);
        this.again = again;
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
        hold.retain();
        long first = Math.max(frame.first().sequence(), next);
        long end = frame.end().sequence();
        passGap(first);
        if (end > first) {
            milestones.add(first, frame.receivedAt());
            take(hold, new Range(first, end), now, taken);
            next = end;
        }
        if (recovery.isUnderWay()) {
            recover(now, taken);
        }
        hold.release();
        return taken;
    }

    /** When the oldest record came that was read and is not done; to a second or so. */
    Optional<Instant> oldest() {
        long undone = ledger.progress().lowWater();
        return undone < next ? milestones.at(undone) : Optional.empty();
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
        if (!routes.routes(frame, ledger.name())) {
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
            again.ifPresent(record::letGo);
        } else if (record.bytes() > traits.maxRecordBytes()) {
            taken.tooLarge().add(Refusal.tooLarge(record));
        } else {
            RecordGroup group = assembler.groupOf(record);
            again.ifPresent(record::letGo);
            taken.batches().addAll(assembler.add(group, record, now));
        }
    }

    private void recover(Instant now, Taken taken) {
        taken.batches().addAll(recovery.gathered());
        recovery.lostBefore(next)
                .forEach((group, records) ->
                        records.forEach(record ->
                                taken.batches().addAll(assembler.add(group, record, now))));
        if (!recovery.isUnderWay()) {
            budget.restore();
        }
    }
}
