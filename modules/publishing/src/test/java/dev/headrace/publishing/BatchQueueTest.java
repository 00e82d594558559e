package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkTraits.Ordering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchQueueTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Backoff SECOND =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new Random(1));

    private final Records records = new Records();

    @Test
    void passesOverBatchesThatWaitForARetry() {
        var queue = new BatchQueue(Ordering.NONE);
        Batch waiting = batch(1, "a");
        waiting.postpone(NOW, NOW, SECOND);
        Batch ready = batch(2, "a");
        queue.add(waiting);
        queue.add(ready);

        assertThat(queue.next(NOW, Set.of())).hasValue(ready);
        assertThat(queue.next(NOW, Set.of())).isEmpty();
        assertThat(queue.nextDue(NOW)).hasValue(NOW.plusSeconds(1));
        assertThat(queue.next(NOW.plusSeconds(1), Set.of())).hasValue(waiting);
    }

    @Test
    void putsARetryBackAtItsPlace() {
        var queue = new BatchQueue(Ordering.NONE);
        Batch first = batch(1, "a");
        queue.add(batch(2, "b"));

        queue.add(first);

        assertThat(queue.next(NOW, Set.of())).hasValue(first);
    }

    @Test
    void holdsBackAKeyThatIsUnderWay() {
        var queue = new BatchQueue(Ordering.PER_KEY);
        Batch busy = batch(1, "a");
        queue.add(batch(2, "a"));

        assertThat(queue.next(NOW, busy.keys())).isEmpty();
        assertThat(queue.next(NOW, Set.of())).isPresent();
    }

    @Test
    void holdsBackAKeyThatWaitsForARetryAndLetsTheOthersGo() {
        var queue = new BatchQueue(Ordering.PER_KEY);
        Batch waiting = batch(1, "a");
        waiting.postpone(NOW, NOW, SECOND);
        Batch mixed = batch(2, "a", "b", "a", "c");
        queue.add(waiting);
        queue.add(mixed);

        Batch free = queue.next(NOW, Set.of()).orElseThrow();

        assertThat(free.records()).extracting(r -> r.key().orElse("")).containsExactly("b", "c");
        assertThat(queue.next(NOW, Set.of())).isEmpty();
        assertThat(queue.next(NOW.plusSeconds(1), Set.of())).hasValue(waiting);
        assertThat(queue.next(NOW.plusSeconds(1), Set.of()).orElseThrow().size()).isEqualTo(2);
    }

    @Test
    void putsAPartThatFailedBackBeforeTheLaterPartsOfItsBatch() {
        var queue = new BatchQueue(Ordering.PER_KEY);
        List<Batch> halves = batch(1, "a", "a").halves(0);
        queue.add(halves.get(0));
        queue.add(halves.get(1));
        Batch first = queue.next(NOW, Set.of()).orElseThrow();

        queue.add(first);

        assertThat(queue.next(NOW, Set.of())).hasValue(halves.get(0));
    }

    @Test
    void countsTheRecordsThatHaveFailed() {
        var queue = new BatchQueue(Ordering.NONE);
        Batch failed = batch(1, "a", "b");
        failed.fail(0);
        queue.add(failed);
        queue.add(batch(2, "c"));

        assertThat(queue.retrying()).isEqualTo(2);
        assertThat(queue.hasFresh(1, Set.of())).isTrue();
        queue.next(NOW, Set.of());
        queue.next(NOW, Set.of());
        queue.add(failed);
        assertThat(queue.hasFresh(1, Set.of())).isFalse();
    }

    @Test
    void neverTakesAPlanApart() {
        var queue = new BatchQueue(Ordering.PER_KEY);
        Batch plan = batch(2, "a", "b");
        plan.markPlanned();
        queue.add(plan);

        assertThat(queue.next(NOW, batch(1, "a").keys())).isEmpty();
        assertThat(queue.next(NOW, Set.of())).hasValue(plan);
    }

    private Batch batch(long order, String... keys) {
        return new Batch(
                RecordGroup.all(), List.of(keys).stream().map(records::withKey).toList(), order);
    }
}
