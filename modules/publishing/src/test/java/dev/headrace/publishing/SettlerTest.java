package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.publishing.Settler.Circumstances;
import dev.headrace.publishing.Settler.Company;
import dev.headrace.publishing.Witness.Evidence;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SettlerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Backoff SECOND =
            new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(1), new Random(1));
    private static final Circumstances OTHERS =
            new Circumstances(NOW, 0, Company.OTHERS, Evidence.NONE);
    private static final Circumstances ALONE =
            new Circumstances(NOW, 0, Company.ALONE, Evidence.NONE);

    private final Records records = new Records();
    private final Settler settler = settler(Idempotency.NONE, Ordering.NONE);

    @Test
    void completesWhatWasDeliveredAndRefusesWhatWasRejected() {
        Batch batch = records.batch(3);

        Settlement settlement =
                settler.settle(
                        batch,
                        of(delivered(), new Outcome.Rejected("odd", "why"), delivered()),
                        OTHERS);

        assertThat(ids(settlement.delivered())).containsExactly("id-0", "id-2");
        assertThat(settlement.refused()).singleElement().extracting(Refusal::code).isEqualTo("odd");
        assertThat(ids(settlement.dead())).containsExactly("id-1");
        assertThat(settlement.again()).isEmpty();
    }

    @Test
    void triesTheRestAgainInABatchOfItsOwn() {
        Batch batch = records.batch(3);

        Settlement settlement =
                settler.settle(batch, of(delivered(), unknown(), delivered()), OTHERS);

        Batch again = settlement.again().getFirst();
        assertThat(Records.ids(again)).containsExactly("id-1");
        assertThat(again.notBefore()).isEqualTo(NOW.plusSeconds(1));
        assertThat(again.id()).isNotEqualTo(batch.id());
    }

    @Test
    void keepsAPlanWholeAndItsRejectedRecordsInMind() {
        Settler byBatch = settler(Idempotency.BY_BATCH, Ordering.NONE);
        Batch batch = records.batch(3);

        Settlement first =
                byBatch.settle(
                        batch, of(delivered(), new Outcome.Rejected("odd", ""), unknown()), OTHERS);
        Settlement second = byBatch.settle(batch, of(delivered(), unknown(), delivered()), OTHERS);

        assertThat(first.again()).containsExactly(batch);
        assertThat(first.delivered()).isEmpty();
        assertThat(first.dead()).isEmpty();
        assertThat(ids(second.delivered())).containsExactly("id-0", "id-2");
        assertThat(ids(second.dead())).containsExactly("id-1");
        assertThat(second.refused()).isEmpty();
    }

    @Test
    void waitsAsLongAsTheRecordAsksButNotForEver() {
        Instant far = NOW.plus(Duration.ofDays(999));
        Batch batch = records.batch(2);

        Settlement settlement =
                settler.settle(
                        batch,
                        of(
                                new Outcome.Retry("locked", NOW.plusSeconds(90)),
                                new Outcome.Retry("locked", far)),
                        OTHERS);

        assertThat(settlement.again())
                .extracting(Batch::notBefore)
                .containsExactly(
                        NOW.plusSeconds(90),
                        NOW.plus(PublishingSettings.DEFAULT.longestThrottle()));
    }

    @Test
    void keepsRecordsTogetherWhereAnOrderBindsThem() {
        Settler perKey = settler(Idempotency.NONE, Ordering.PER_KEY);

        Settlement settlement =
                perKey.settle(
                        records.batch(2),
                        of(new Outcome.Retry("locked", NOW.plusSeconds(90)), unknown()),
                        OTHERS);

        assertThat(settlement.again()).hasSize(1);
        assertThat(settlement.again().getFirst().notBefore()).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void refusesARecordThatFailsByItselfAfterItsTries() {
        Batch batch = records.batch(1);
        Settlement settlement = Settlement.again(List.of(batch));
        for (int i = 0; i < PublishingSettings.DEFAULT.attempts(); i++) {
            assertThat(settlement.again()).hasSize(1);
            settlement =
                    settler.settle(
                            settlement.again().getFirst(),
                            of(new Outcome.Retry("locked", NOW)),
                            OTHERS);
        }

        assertThat(settlement.again()).isEmpty();
        assertThat(settlement.refused().getFirst().code()).isEqualTo("retries-exhausted");
    }

    @Test
    void neverRefusesARecordThatTheTargetIsTooBusyForWhateverBecomesOfTheOthers() {
        Batch batch = records.batch(3);
        Settlement settlement = Settlement.again(List.of(batch));
        for (int i = 0; i < 10 * PublishingSettings.DEFAULT.attempts(); i++) {
            settlement =
                    settler.settle(
                            settlement.again().getFirst(),
                            i == 0
                                    ? of(throttled(), delivered(), throttled())
                                    : index -> throttled(),
                            OTHERS);
            assertThat(settlement.refused()).isEmpty();
        }

        assertThat(Records.ids(settlement.again().getFirst())).containsExactly("id-0", "id-2");
        assertThat(settlement.again().getFirst().failures()).isZero();
    }

    @Test
    void refusesTheRecordsBesideAThrottledOneAfterTheirTriesAndKeepsTheThrottled() {
        for (Idempotency idempotency : Idempotency.values()) {
            Settler perKey = settler(idempotency, Ordering.PER_KEY);
            Settlement settlement = Settlement.again(List.of(records.batch(3)));
            for (int i = 0; i < PublishingSettings.DEFAULT.attempts(); i++) {
                assertThat(settlement.refused()).isEmpty();
                settlement =
                        perKey.settle(
                                settlement.again().getFirst(),
                                of(throttled(), new Outcome.Retry("locked", NOW), throttled()),
                                OTHERS);
            }

            assertThat(settlement.refused())
                    .as("%s", idempotency)
                    .extracting(Refusal::record)
                    .extracting(HeldRecord::sequence)
                    .hasSize(1);
            Batch again = settlement.again().getFirst();
            assertThat(again.size() - again.dead().cardinality()).isEqualTo(2);

            Settlement last = perKey.settle(again, index -> delivered(), OTHERS);
            assertThat(last.delivered()).hasSize(2);
            assertThat(last.refused()).isEmpty();
            assertThat(last.again()).isEmpty();
        }
    }

    @Test
    void aThrottledRecordWaitsAsLongAsItAsks() {
        Settlement settlement =
                settler.settle(
                        records.batch(1),
                        of(new Outcome.Throttled("busy", NOW.plusSeconds(90))),
                        OTHERS);

        assertThat(settlement.again().getFirst().notBefore()).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void neverRefusesABatchThatIsUnknownAsAWholeWhileNothingElseIsDelivered() {
        Batch batch = records.batch(1);
        for (int i = 0; i < 100; i++) {
            Settlement settlement =
                    settler.settle(batch, index -> unknown(), i % 2 == 0 ? OTHERS : ALONE);
            assertThat(settlement.refused()).isEmpty();
            batch = settlement.again().getFirst();
        }
    }

    @Test
    void bisectsAnUnknownBatchWhenAnotherWasDeliveredSinceOrThereIsNoOther() {
        var delivered = new Circumstances(NOW, 1, Company.OTHERS, Evidence.NONE);

        assertThat(sizes(exhausted(4, OTHERS))).containsExactly(4);
        assertThat(sizes(exhausted(4, ALONE))).containsExactly(2, 2);
        assertThat(sizes(exhausted(5, delivered))).containsExactly(2, 3);
    }

    @Test
    void refusesALoneUnknownRecordOnlyOnEvidence() {
        var fine = new Circumstances(NOW, 0, Company.ALONE, Evidence.TARGET_IS_FINE);
        var outlived = new Circumstances(NOW, 1, Company.OTHERS, Evidence.NONE);

        assertThat(exhausted(1, ALONE).refused()).isEmpty();
        assertThat(exhausted(1, fine).refused()).hasSize(1);
        assertThat(exhausted(1, outlived).refused()).hasSize(1);
        assertThat(exhausted(2, fine).refused()).isEmpty();
    }

    @Test
    void splitsWhatIsTooLargeDownToTheRecordThatNeverFits() {
        Settlement halves = settler.tooLarge(records.batch(3));
        Settlement single = settler.tooLarge(records.batch(1));

        assertThat(halves.again()).extracting(Batch::size).containsExactly(1, 2);
        assertThat(halves.again()).extracting(Batch::failures).containsOnly(0);
        assertThat(single.refused().getFirst().code()).isEqualTo("too-large");
    }

    @Test
    void deliversTheRestOfABatchOfWhichRecordsAreLost() {
        Batch batch = records.batch(4);
        batch.dead().set(3);

        Settlement settlement = settler.without(batch, new Range(1, 2));

        assertThat(Records.ids(settlement.again().getFirst())).containsExactly("id-0", "id-2");
        assertThat(ids(settlement.dead())).containsExactly("id-3");
    }

    /** What comes of a batch that is unknown as a whole as often as it may be. */
    private Settlement exhausted(int size, Circumstances last) {
        Batch batch = records.batch(size);
        for (int i = 1; i < PublishingSettings.DEFAULT.attempts(); i++) {
            batch = settler.settle(batch, index -> unknown(), OTHERS).again().getFirst();
        }
        return settler.settle(batch, index -> unknown(), last);
    }

    private static List<Integer> sizes(Settlement settlement) {
        return settlement.again().stream().map(Batch::size).toList();
    }

    private static List<String> ids(List<HeldRecord> some) {
        return some.stream().map(HeldRecord::id).toList();
    }

    private static Outcome delivered() {
        return new Outcome.Delivered("there");
    }

    private static Outcome throttled() {
        return new Outcome.Throttled("busy", NOW);
    }

    private static Outcome unknown() {
        return new Outcome.Unknown("odd");
    }

    private static IntFunction<Outcome> of(Outcome... outcomes) {
        return index -> outcomes[index];
    }

    private static Settler settler(Idempotency idempotency, Ordering ordering) {
        return new Settler(
                World.traits(1, 100, Grouping.NONE, ordering, idempotency),
                PublishingSettings.DEFAULT,
                SECOND);
    }
}
