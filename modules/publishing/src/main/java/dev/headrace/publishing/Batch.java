package dev.headrace.publishing;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Records that are to be written at once, and what became of earlier tries. Owned by one
 * dispatcher's thread; its content never changes, only its history does.
 */
final class Batch {

    private final RecordGroup group;
    private final List<HeldRecord> records;
    private final long order;
    private final Plan plan;
    private final long bytes;
    private final Set<String> keys;
    private final Optional<LogAgain> source;

    private boolean planned;
    private int attempt;
    private int failures;
    private long successesBefore = -1;
    private Instant notBefore = Instant.MIN;
    private Duration lastWait = Duration.ZERO;
    private final BitSet dead = new BitSet();

    /**
     * Closes a batch.
     *
     * @param order the batch's place in the queue; parts of a batch keep its place
     */
    Batch(RecordGroup group, List<HeldRecord> records, long order) {
        this(group, records, order, planOf(records));
    }

    private Batch(RecordGroup group, List<HeldRecord> records, long order, Plan plan) {
        this.group = group;
        this.records = List.copyOf(records);
        this.order = order;
        this.plan = plan;
        this.source = records.getFirst().source();
        this.bytes = records.stream().mapToLong(HeldRecord::bytes).sum();
        this.keys =
                records.stream()
                        .flatMap(record -> record.orderingKey().stream())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** A batch that was planned before this start. */
    static Batch recovered(Plan plan, RecordGroup group, List<HeldRecord> records) {
        var batch = new Batch(group, records, 0, plan);
        batch.planned = true;
        return batch;
    }

    private static Plan planOf(List<HeldRecord> records) {
        long[] sequences = records.stream().mapToLong(HeldRecord::sequence).toArray();
        List<Range> ranges = Range.of(sequences);
        var hash = new CRC32C();
        var bytes = ByteBuffer.allocate(2 * Long.BYTES);
        for (Range range : ranges) {
            bytes.clear().putLong(range.from()).putLong(range.to()).flip();
            hash.update(bytes);
        }
        String digits = HexFormat.of().toHexDigits((int) hash.getValue());
        return new Plan(records.getFirst().place() + "-" + digits, ranges);
    }

    String id() {
        return plan.id();
    }

    RecordGroup group() {
        return group;
    }

    List<HeldRecord> records() {
        return records;
    }

    int size() {
        return records.size();
    }

    long bytes() {
        return bytes;
    }

    long order() {
        return order;
    }

    Plan plan() {
        return plan;
    }

    /** The ordering keys of its records. */
    Set<String> keys() {
        return keys;
    }

    boolean isPlanned() {
        return planned;
    }

    void markPlanned() {
        planned = true;
    }

    /** Where the records are read when the batch is written, if only their places are held. */
    Optional<LogAgain> source() {
        return source;
    }

    /** The number of the first record in the log. */
    long first() {
        return records.getFirst().sequence();
    }

    /** What a sink sees of the next write. */
    RecordBatch view(Instant deadline) {
        return source.<RecordBatch>map(again -> new LargeBatchView(this, deadline, again))
                .orElseGet(() -> BatchView.of(this, deadline));
    }

    /** The only record that is not a dead letter, if there is no other. */
    OptionalLong lone() {
        return records.size() - dead.cardinality() == 1
                ? OptionalLong.of(records.get(dead.nextClearBit(0)).sequence())
                : OptionalLong.empty();
    }

    /** Which records were refused by an earlier write of this plan, and are dead letters. */
    BitSet dead() {
        return dead;
    }

    int attempt() {
        return attempt;
    }

    void beginAttempt() {
        attempt++;
    }

    int failures() {
        return failures;
    }

    Instant notBefore() {
        return notBefore;
    }

    /**
     * Notes a failure that is the records' own.
     *
     * @param successes how many writes of the sink had delivered something by then
     */
    void fail(long successes) {
        failures++;
        if (successesBefore < 0) {
            successesBefore = successes;
        }
    }

    /** Whether the sink has delivered something since this batch first failed. */
    boolean isOutlived(long successes) {
        return successesBefore >= 0 && successes > successesBefore;
    }

    /** Not to be written for a while. */
    void postpone(Instant now, Instant atLeast, Backoff backoff) {
        lastWait = backoff.after(lastWait);
        Instant due = now.plus(lastWait);
        notBefore = due.isBefore(atLeast) ? atLeast : due;
    }

    /** A part of this batch that keeps its place and its history. */
    Batch part(List<HeldRecord> some) {
        var part = new Batch(group, some, order);
        part.attempt = attempt;
        part.failures = failures;
        part.successesBefore = successesBefore;
        part.notBefore = notBefore;
        part.lastWait = lastWait;
        return part;
    }

    /**
     * Its halves, without the records that are dead letters already.
     *
     * @param failuresOfParts how many failures each half begins with
     */
    List<Batch> halves(int failuresOfParts) {
        var alive = new ArrayList<HeldRecord>();
        for (int i = 0; i < records.size(); i++) {
            if (!dead.get(i)) {
                alive.add(records.get(i));
            }
        }
        int middle = alive.size() / 2;
        var halves = new ArrayList<Batch>();
        for (List<HeldRecord> half :
                List.of(alive.subList(0, middle), alive.subList(middle, alive.size()))) {
            if (!half.isEmpty()) {
                Batch part = part(half);
                part.failures = failuresOfParts;
                part.notBefore = Instant.MIN;
                halves.add(part);
            }
        }
        return halves;
    }
}
