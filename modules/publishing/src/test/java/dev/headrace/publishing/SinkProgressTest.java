package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.publishing.StreamCounts.Fate;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SinkProgressTest {

    private final FakeDisk disk = new FakeDisk();

    @Test
    void tellsTheLogOnlyWhatIsRecorded() {
        SinkProgress progress = open(1000);

        progress.done("web", new Range(0, 5), Fate.DELIVERED);

        assertThat(progress.lowWater()).isEqualTo(5);
        assertThat(progress.recordedLowWater()).isZero();
        progress.record();
        assertThat(progress.recordedLowWater()).isEqualTo(5);
    }

    @Test
    void keepsCompleteRangesAboveTheLowWater() {
        SinkProgress progress = open(1000);

        progress.done("web", new Range(3, 5), Fate.DELIVERED);

        assertThat(progress.lowWater()).isZero();
        assertThat(progress.incomplete(new Range(0, 6)))
                .containsExactly(new Range(0, 3), new Range(5, 6));
        assertThat(progress.incompleteBelow(10)).isEqualTo(8);
    }

    @Test
    void countsNoRecordTwice() {
        SinkProgress progress = open(1000);
        progress.routed("web", new Range(0, 10));
        progress.routed("web", new Range(0, 10));
        progress.done("web", new Range(0, 6), Fate.EXPIRED);

        progress.done("web", new Range(4, 8), Fate.DELIVERED);

        assertThat(progress.streams()).containsEntry("web", new StreamCounts(10, 2, 0, 6, 0));
    }

    @Test
    void findsEverythingAgainAfterARestartWhateverWasReplacedBySnapshots() {
        var random = new Random(5);
        SinkProgress progress = open(300);
        for (int step = 0; step < 400; step++) {
            long from = progress.lowWater() + random.nextLong(30);
            progress.routed("web", new Range(0, from + 5));
            progress.done("web", new Range(from, from + 1 + random.nextLong(4)), fate(random));
            progress.record();

            SinkProgress restored = open(300);
            assertThat(restored.lowWater()).isEqualTo(progress.lowWater());
            assertThat(restored.recordedLowWater()).isEqualTo(progress.lowWater());
            assertThat(restored.streams()).isEqualTo(progress.streams());
            Range around = new Range(0, from + 50);
            assertThat(restored.incomplete(around)).isEqualTo(progress.incomplete(around));
        }
    }

    @Test
    void forgetsWhatWasNotRecorded() {
        SinkProgress progress = open(1000);
        progress.done("web", new Range(0, 5), Fate.DELIVERED);
        progress.record();
        progress.done("web", new Range(5, 9), Fate.DELIVERED);

        SinkProgress restored = open(1000);

        assertThat(restored.lowWater()).isEqualTo(5);
        assertThat(restored.streams()).containsEntry("web", new StreamCounts(0, 5, 0, 0, 0));
    }

    @Test
    void aRecountIsDurableAtOnceAndMovesNoProgress() {
        SinkProgress progress = open(1000);
        progress.routed("web", new Range(0, 9));
        progress.done("web", new Range(0, 9), Fate.DEAD_LETTERED);
        progress.record();
        progress.done("web", new Range(9, 12), Fate.DELIVERED);

        progress.recount("web", StreamCounts.ofDeadLettersDelivered(4));
        progress.recount("web", StreamCounts.ofRedelivered(7));

        StreamCounts counts = new StreamCounts(9, 4, 5, 0, 0, 7);
        SinkProgress restored = open(1000);
        assertThat(restored.streams()).containsEntry("web", counts);
        assertThat(restored.lowWater()).isEqualTo(9);
        assertThat(progress.streams())
                .containsEntry("web", counts.plus(StreamCounts.of(Fate.DELIVERED, 3)));
        assertThat(progress.hasUnrecorded()).isTrue();
    }

    @Test
    void aRecountOverASnapshotIsCountedOnce() {
        SinkProgress progress = open(40);
        for (int i = 0; i < 20; i++) {
            progress.done("web", new Range(i, i + 1), Fate.DEAD_LETTERED);
            progress.record();
            progress.recount("web", StreamCounts.ofDeadLettersDelivered(1));
        }

        assertThat(open(40).streams()).containsEntry("web", new StreamCounts(0, 20, 0, 0, 0));
        assertThat(progress.streams()).isEqualTo(open(40).streams());
    }

    @Test
    void countsNothingThatTheJournalDidNotTake() {
        SinkProgress progress = open(1000);
        disk.breakDown();

        assertThatThrownBy(() -> progress.recount("web", StreamCounts.ofRedelivered(1)))
                .isInstanceOf(EventLogFailedException.class);

        assertThat(progress.streams()).isEmpty();
    }

    @Test
    void readsJournalsOfTheVersionThatDidNotCountReplays() {
        byte[] old =
                HexFormat.of()
                        .parseHex(
                                "0101"
                                        + "0000000000000007"
                                        + "0000000000000009"
                                        + "00000000"
                                        + "00000001"
                                        + "0003776562"
                                        + "0000000000000009"
                                        + "0000000000000005"
                                        + "0000000000000002"
                                        + "0000000000000000"
                                        + "0000000000000001");
        disk.journal("progress-fake").append(List.of(old));

        SinkProgress progress = open(1000);

        assertThat(progress.lowWater()).isEqualTo(7);
        assertThat(progress.streams()).containsEntry("web", new StreamCounts(9, 5, 2, 0, 1, 0));
    }

    private SinkProgress open(long snapshotSize) {
        return new SinkProgress(disk.journal("progress-fake"), snapshotSize);
    }

    private static Fate fate(Random random) {
        return random.nextBoolean() ? Fate.DELIVERED : Fate.DEAD_LETTERED;
    }
}
