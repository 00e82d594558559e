package dev.headrace.sink.tck;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The checks of one concern, and what they have in common. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Checks {

    private static final Duration PAUSE = Duration.ofMillis(200);

    abstract Bench bench();

    @BeforeEach
    void startAfresh() throws Exception {
        bench().startAfresh();
    }

    @AfterEach
    void end() throws Exception {
        bench().end();
    }

    /** How long to wait for what a sink has let go of. */
    Duration patience() {
        return bench().contract().goneWithin();
    }

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }

    /** What the sink gave back; a failed check when it gave nothing. */
    static <T> T returned(String what, Answer<T> answer) {
        if (answer instanceof Answer.Returned<T>(T value)) {
            return value;
        }
        throw new AssertionError(what + ": " + answer.inWords());
    }

    /** Writes a batch to a target in good order and asks that all of it is delivered. */
    static void deliver(String what, Subject sink, SampleBatch batch) throws Exception {
        requireDelivered(what, batch, returned(what, sink.write(batch)));
    }

    static void requireDelivered(String what, SampleBatch batch, WriteResult result) {
        List<String> delivered = Outcomes.ids(batch, result, Outcome.Delivered.class);
        require(
                delivered.size() == batch.size() && result.size() == batch.size(),
                () ->
                        "%s: of %d events %d were delivered: %s"
                                .formatted(
                                        what,
                                        batch.size(),
                                        delivered.size(),
                                        Outcomes.inWords(result)));
    }

    /** Asks that a reader sees every one of these records. */
    void requireStored(String what, List<SampleRecord> records) throws Exception {
        List<String> ids = records.stream().map(SampleRecord::id).toList();
        Set<String> missing = new TreeSet<>(ids);
        ids(bench().storedWith(ids)).forEach(missing::remove);
        require(
                missing.isEmpty(),
                () ->
                        "%s: %d of %d events are not at the target, for example %s"
                                .formatted(
                                        what,
                                        missing.size(),
                                        ids.size(),
                                        missing.iterator().next()));
    }

    /** Asks that a reader sees one copy of each of these records. */
    void requireOneCopy(String what, List<SampleRecord> records) throws Exception {
        requireStored(what, records);
        List<String> twice = twice(bench().stored());
        require(
                twice.isEmpty(),
                () ->
                        "%s: %d events are there more than once, for example %s"
                                .formatted(what, twice.size(), twice.getFirst()));
    }

    /**
     * Asks that what a reader sees of these records is what was sent, where the target keeps it.
     */
    void requireWhole(String what, List<SampleRecord> records) throws Exception {
        requireStored(what, records);
        Map<String, String> sent =
                records.stream().collect(Collectors.toMap(SampleRecord::id, SampleRecord::event));
        for (StoredEvent stored : bench().stored()) {
            String event = sent.getOrDefault(stored.id(), "");
            require(
                    stored.json().isEmpty()
                            || event.isEmpty()
                            || Payloads.same(event, stored.json().get()),
                    () -> what + ": the event " + stored.id() + " is stored as another one");
        }
    }

    /**
     * Writes as Headrace does, until every record has its last outcome: a batch that failed comes
     * again, with BY_BATCH as it was, else without what is decided.
     */
    Map<String, Outcome> drive(Subject sink, SampleBatch batch) throws Exception {
        var decided = new HashMap<String, Outcome>();
        SampleBatch next = batch;
        Instant end = Clock.systemUTC().instant().plus(bench().contract().recoversWithin());
        while (true) {
            Answer<WriteResult> answer = sink.write(next);
            if (answer instanceof Answer.Returned<WriteResult>(WriteResult result)) {
                decide(next, result, decided);
            } else if (!(answer instanceof Answer.Refused<WriteResult>)) {
                throw new AssertionError("a write that comes again: " + answer.inWords());
            }
            if (decided.size() == batch.size()) {
                return decided;
            }
            require(
                    Clock.systemUTC().instant().isBefore(end),
                    () -> "after all the retries the last write says: " + answer.inWords());
            Thread.sleep(PAUSE);
            next = rest(next, decided.keySet());
        }
    }

    private static void decide(
            SampleBatch batch, WriteResult result, Map<String, Outcome> decided) {
        for (int index = 0; index < Math.min(batch.size(), result.size()); index++) {
            Outcome outcome = result.outcome(index);
            if (outcome instanceof Outcome.Delivered || outcome instanceof Outcome.Rejected) {
                decided.put(batch.records().get(index).id(), outcome);
            }
        }
    }

    private SampleBatch rest(SampleBatch batch, Set<String> decided) {
        if (decided.isEmpty() || bench().traits().idempotency() == Idempotency.BY_BATCH) {
            return batch.again().until(Bench.deadline());
        }
        List<SampleRecord> rest =
                batch.records().stream().filter(record -> !decided.contains(record.id())).toList();
        return SampleBatch.of(batch.id() + "-rest", rest).until(Bench.deadline());
    }

    static List<String> ids(List<StoredEvent> events) {
        return events.stream().map(StoredEvent::id).toList();
    }

    /** The ids that are there more than once. */
    static List<String> twice(List<StoredEvent> events) {
        var seen = new HashSet<String>();
        var twice = new ArrayList<String>();
        for (String id : ids(events)) {
            if (!seen.add(id)) {
                twice.add(id);
            }
        }
        return twice;
    }
}
