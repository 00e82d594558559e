package dev.headrace.publishing;

import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Idempotency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        at.getValue().gathering.records.add(record);
        return true;
    }

    /** The plans that have all their records, as batches. */
    List<Batch> gathered() {
        var batches = new ArrayList<Batch>();
        for (Gathering gathering : List.copyOf(gatherings)) {
            if (gathering.records.size() == gathering.plan.size()) {
                Optional<RecordGroup> group = groupOf(gathering.records);
                if (group.isPresent()) {
                    forget(gathering);
                    batches.add(recovered(gathering, group.get()));
                }
            }
        }
        return batches;
    }

    /** What was gathered for plans that cannot become whole any more. */
    List<HeldRecord> lostBefore(long next) {
        var records = new ArrayList<HeldRecord>();
        for (Gathering gathering : List.copyOf(gatherings)) {
            if (gathering.plan.end() <= next) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Plan {0} of sink {1} cannot be repeated as it was",
                        gathering.plan.id(),
                        ledger.name());
                forget(gathering);
                ledger.plans().done(gathering.plan.id());
                records.addAll(gathering.records);
            }
        }
        return records;
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
        var gathering = new Gathering(plan, new ArrayList<>());
        gatherings.add(gathering);
        missing.forEach(range -> ranges.put(range.from(), new Planned(range, gathering)));
    }

    /** The batch of a plan; records whose dead letters are kept stay refused. */
    private Batch recovered(Gathering gathering, RecordGroup group) {
        Batch batch = Batch.recovered(gathering.plan, group, gathering.records);
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

    /** The group of a plan's records; empty when the sink groups otherwise than it did then. */
    private Optional<RecordGroup> groupOf(List<HeldRecord> records) {
        RecordGroup group = groups.of(records.getFirst());
        boolean mixed = records.stream().anyMatch(record -> !groups.of(record).equals(group));
        return mixed ? Optional.empty() : Optional.of(group);
    }

    private record Gathering(Plan plan, List<HeldRecord> records) {}

    private record Planned(Range range, Gathering gathering) {}
}
