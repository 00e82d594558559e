package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchAssemblerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Records records = new Records();

    @Test
    void closesABatchAtItsMostRecords() {
        var assembler = assembler(Grouping.NONE, Ordering.NONE, 2, 1000, 1000);

        assertThat(assembler.add(records.record("web"), NOW)).isEmpty();
        List<Batch> closed = assembler.add(records.record("app"), NOW);

        assertThat(closed).singleElement().extracting(Batch::size).isEqualTo(2);
    }

    @Test
    void closesABatchAtTheWishedBytesAndNeverExceedsTheMost() {
        var assembler = assembler(Grouping.NONE, Ordering.NONE, 100, 30, 20);

        var closed = new ArrayList<Batch>();
        for (int size : new int[] {10, 15, 15, 29, 2}) {
            closed.addAll(assembler.add(sized(size), NOW));
        }

        assertThat(closed).extracting(Batch::bytes).containsExactly(25L, 15L, 29L);
    }

    @Test
    void closesTheOldestBatchWhenItHasLingered() {
        var assembler = assembler(Grouping.STREAM, Ordering.NONE, 100, 1000, 1000);
        assembler.add(records.record("web"), NOW);
        assembler.add(records.record("app"), NOW.plusSeconds(3));

        assertThat(assembler.closeRipe(NOW.plusMillis(4_999))).isEmpty();
        assertThat(assembler.ripeAt()).hasValue(NOW.plusSeconds(5));
        Batch ripe = assembler.closeRipe(NOW.plusSeconds(5)).orElseThrow();

        assertThat(ripe.group().stream()).hasValue("web");
        assertThat(assembler.ripeAt()).hasValue(NOW.plusSeconds(8));
    }

    @Test
    void neverMixesGroups() {
        var assembler = assembler(Grouping.LAYOUT, Ordering.NONE, 2, 1000, 1000);
        Instant hour = Instant.parse("2026-03-01T10:00:00Z");

        var closed = new ArrayList<Batch>();
        for (Instant at : List.of(hour.plusSeconds(1), hour.plusSeconds(3600))) {
            for (String layout : List.of("a", "b", "a", "b")) {
                closed.addAll(
                        assembler.add(records.record("web", at, List.of(layout), "", "{}"), NOW));
            }
        }

        assertThat(closed).hasSize(4);
        assertThat(closed)
                .allSatisfy(batch ->
                        assertThat(batch.records())
                                .allSatisfy(record ->
                                        assertThat(assembler.groupOf(record))
                                                .isEqualTo(batch.group())));
        assertThat(closed.getFirst().group().hour()).isEqualTo(Optional.of(hour));
    }

    @Test
    void closesTheBatchOfAnotherGroupThatHoldsTheSameKey() {
        var assembler = assembler(Grouping.LAYOUT, Ordering.PER_KEY, 100, 1000, 1000);
        assembler.add(keyed("a", "k1"), NOW);
        assembler.add(keyed("a", "k2"), NOW);

        assertThat(assembler.add(keyed("b", "k3"), NOW)).isEmpty();
        List<Batch> closed = assembler.add(keyed("b", "k2"), NOW);

        assertThat(closed).singleElement().extracting(Batch::size).isEqualTo(2);
        assertThat(closed.getFirst().group().layout()).containsExactly("a");
    }

    @Test
    void namesABatchByItsRecords() {
        Batch one = records.batch(3);
        Batch two = records.batch(3);

        assertThat(one.id()).isNotEqualTo(two.id()).matches("[a-z0-9-]{1,60}");
        assertThat(one.part(one.records()).id()).isEqualTo(one.id());
        assertThat(one.part(one.records().subList(0, 2)).id()).isNotEqualTo(one.id());
    }

    private HeldRecord keyed(String layout, String key) {
        return records.record("web", FakeLog.RECEIVED, List.of(layout), key, "{}");
    }

    private HeldRecord sized(int bytes) {
        return records.record("web", FakeLog.RECEIVED, List.of(), "", "x".repeat(bytes));
    }

    private static BatchAssembler assembler(
            Grouping grouping, Ordering ordering, int most, long maxBytes, long wished) {
        return new BatchAssembler(
                new SinkTraits(
                        1,
                        most,
                        maxBytes,
                        maxBytes,
                        Duration.ofSeconds(5),
                        wished,
                        grouping,
                        ordering,
                        Idempotency.NONE));
    }
}
