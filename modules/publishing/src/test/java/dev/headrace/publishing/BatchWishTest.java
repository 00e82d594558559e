package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Idempotency;
import org.junit.jupiter.api.Test;

class BatchWishTest {

    private static final SinkTraits TRAITS = World.traits(1, 320, Idempotency.NONE);

    private final Records records = new Records();
    private final BatchWish wish = new BatchWish(TRAITS);

    @Test
    void isHalfOfWhatTheTargetFoundTooLarge() {
        wish.tooLarge(records.batch(100));

        assertThat(wish.records()).isEqualTo(50);
        assertThat(wish.bytes()).isEqualTo(100);
    }

    @Test
    void isHalvedByAThrottleButNotBelowAnEighth() {
        wish.throttled();
        assertThat(wish.records()).isEqualTo(160);
        for (int i = 0; i < 20; i++) {
            wish.throttled();
        }

        assertThat(wish.records()).isEqualTo(40);
        assertThat(wish.bytes()).isEqualTo(TRAITS.wishedBytes() / 8);
    }

    @Test
    void growsBackInSmallStepsAndNoFurtherThanTheSinkWishes() {
        wish.tooLarge(records.batch(100));
        wish.taken(records.batch(50));
        assertThat(wish.records()).isEqualTo(60);

        for (int i = 0; i < 100; i++) {
            wish.taken(records.batch(320));
        }

        assertThat(wish.records()).isEqualTo(320);
        assertThat(wish.bytes()).isEqualTo(TRAITS.wishedBytes());
    }

    @Test
    void learnsNothingFromSmallBatchesNorFromASingleRecord() {
        wish.tooLarge(records.batch(1));
        assertThat(wish.records()).isEqualTo(320);
        wish.throttled();

        wish.taken(records.batch(1));

        assertThat(wish.records()).isEqualTo(160);
    }

    @Test
    void closesBatchesAtTheWishOfTheMoment() {
        var assembler = new BatchAssembler(TRAITS, wish);
        wish.tooLarge(records.batch(4));
        assertThat(assembler.add(records.record("web"), FakeLog.RECEIVED)).isEmpty();

        assertThat(assembler.add(records.record("web"), FakeLog.RECEIVED))
                .singleElement()
                .extracting(Batch::size)
                .isEqualTo(2);
    }
}
