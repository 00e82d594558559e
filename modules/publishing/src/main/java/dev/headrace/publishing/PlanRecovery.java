package dev.headrace.publishing;

import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gathers the records of the plans that were not done when Headrace last stopped. A plan of which a
 * record is complete (it expired) or cannot be read is lost: its other records are delivered in new
 * batches. For one thread at a time.
 */
final class PlanRecovery {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    private final SinkLedger ledger;
    private final Groups groups;
    private final List<Gathering> gatherings = new ArrayList<>();

    /** Each range's start to its plan. */
    private final TreeMap<Long, Planned> ranges = new TreeMap<>();

    PlanRecovery(SinkLedger ledger, SinkTraits traits) {
        this.ledger = ledger;
        this.groups = new Groups(traits.grouping());
        if (traits.idempotency() == Idempotency.BY_BATCH) {
            ledger.plans().outstanding().forEach(this::expect);
        } else {
            ledger.plans().clear();
        }
    }

    /** Whether plans wait for records. */
    boolean isUnderWay() {
        return !gatherings.isEmpty();
    }

    /** Keeps a record that belongs to a plan; false when it belongs to none. */
    boolean gather(HeldRecord record) {
        Map.Entry<Long, Planned> at = ranges.floorEntry(record.sequence());
        if (at == null || at.getValue().range.to() <= record.sequence()) {
            return false;
        }
        at.getValue().gathering.add(groups.of(record), record);
        return true;
    }

    /** The plans that have all their records, as batches. */
    List<Batch> gathered() {
        var batches = new ArrayList<Batch>();
        for (Gathering gathering : List.copyOf(gatherings)) {
            if (gathering.isWhole()) {
                forget(gathering);
                gathering.records.forEach(
                        (group, records) -> batches.add(recovered(gathering.plan, group, records)));
            }
        }
        return batches;
    }

    /** What was gathered for plans that cannot become whole any more. */
    Map<RecordGroup, List<HeldRecord>> lostBefore(long next) {
        var lost = new LinkedHashMap<RecordGroup, List<HeldRecord>>();
        for (Gathering gathering : List.copyOf(gatherings)) {
            if (gathering.plan.end() <= next) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Plan {0} of sink {1} cannot be repeated as it was",
                        gathering.plan.id(),
                        ledger.name());
                forget(gathering);
                ledger.plans().done(gathering.plan.id());
                gathering.records.forEach((group, records) ->
                        lost.computeIfAbsent(group, g -> new ArrayList<>()).addAll(records));
            }
        }
        return lost;
    }

    private void expect(Plan plan) {
        List<Range> missing =
                plan.records().stream()
                        .flatMap(range -> ledger.progress().incomplete(range).stream())
                        .toList();
        if (missing.isEmpty()) {
            ledger.plans().done(plan.id());
            return;
        }
        var gathering = new Gathering(plan, new LinkedHashMap<>());
        gatherings.add(gathering);
        missing.forEach(range -> ranges.put(range.from(), new Planned(range, gathering)));
    }

    /** The batch of a plan; records whose dead letters are kept stay refused. */
    private Batch recovered(Plan plan, RecordGroup group, List<HeldRecord> records) {
        Batch batch = Batch.recovered(plan, group, records);
        for (int i = 0; i < batch.size(); i++) {
            if (ledger.progress().isBuried(batch.records().get(i).sequence())) {
                batch.dead().set(i);
            }
        }
        return batch;
    }

    private void forget(Gathering gathering) {
        gatherings.remove(gathering);
        ranges.values().removeIf(planned -> planned.gathering.plan.equals(gathering.plan));
    }

    /** The records that were found of a plan, by the group that they would be in today. */
    private record Gathering(Plan plan, Map<RecordGroup, List<HeldRecord>> records) {

        private void add(RecordGroup group, HeldRecord record) {
            records.computeIfAbsent(group, g -> new ArrayList<>()).add(record);
        }

        /** Whether all are there, and the sink groups them as it did then. */
        private boolean isWhole() {
            return records.size() == 1 && records.values().iterator().next().size() == plan.size();
        }
    }

    private record Planned(Range range, Gathering gathering) {}
}
