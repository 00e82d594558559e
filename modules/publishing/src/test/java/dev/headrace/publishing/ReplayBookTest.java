package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.StreamName;
import dev.headrace.publishing.ReplayEntry.Ending;
import dev.headrace.publishing.ReplayEntry.Phase;
import dev.headrace.publishing.ReplayEntry.Span;
import dev.headrace.publishing.ReplayRequest.Repeats;
import dev.headrace.publishing.ReplayRequest.Source.DeadLettersOf;
import dev.headrace.publishing.ReplayRequest.Source.LogRange;
import dev.headrace.publishing.Replays.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayBookTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:15:00.123456789Z");

    private final FakeDisk disk = new FakeDisk();

    private ReplayBook open(long snapshotSize) {
        return new ReplayBook(disk.journal("replays"), snapshotSize);
    }

    private static ReplayEntry entry(String id, ReplayRequest request) {
        return new ReplayEntry(
                id, request, Phase.RUNNING, NOW, new Span(3, 9, 5, 1), Optional.empty());
    }

    private static ReplayRequest range() {
        return new ReplayRequest(
                "lake", new LogRange(Optional.empty(), NOW, NOW.plusNanos(1)), 5, Repeats.ALLOWED);
    }

    @Test
    void keepsEveryPartOfAReplayOverARestart() {
        var letters =
                new DeadLettersOf(
                        "pond",
                        Optional.of(new StreamName("web")),
                        Optional.of("bad"),
                        Optional.of(NOW),
                        Optional.of(Instant.MAX));
        ReplayEntry first = entry("r1", new ReplayRequest("lake", letters, 1, Repeats.REFUSED));
        ReplayEntry second =
                entry("r2", range())
                        .ended(new Ending(State.CANCELLED, NOW, 2, 1, Optional.of("note")));
        ReplayBook book = open(1 << 20);

        book.put(first);
        book.put(second);

        assertThat(open(1 << 20).all()).containsExactly(first, second).isEqualTo(book.all());
    }

    @Test
    void remembersTheNewestHundredThatEndedAndWhatAllOfThemDelivered() {
        for (long snapshotSize : List.of(500L, 1L << 20)) {
            var fresh = new FakeDisk();
            ReplayBook book = new ReplayBook(fresh.journal("replays"), snapshotSize);
            book.put(entry("running", range()));
            for (int i = 0; i < 150; i++) {
                ReplayEntry ended =
                        entry("r" + i, range())
                                .ended(new Ending(State.DONE, NOW, 2, 0, Optional.empty()));
                book.put(ended, Map.of("web", 2L));
                book.put(ended.in(Phase.SWEPT));
            }

            ReplayBook restored = new ReplayBook(fresh.journal("replays"), snapshotSize);

            assertThat(restored.all()).hasSize(101).isEqualTo(book.all());
            assertThat(restored.find("running")).isPresent();
            assertThat(restored.find("r49")).isEmpty();
            assertThat(restored.find("r50")).isPresent();
            assertThat(restored.redelivered("lake")).isEqualTo(Map.of("web", 300L));
        }
    }

    @Test
    void forgetsWhatNeverBegan() {
        ReplayBook book = open(1 << 20);
        book.put(entry("r1", range()).in(Phase.PREPARED));
        book.put(entry("r2", range()));

        book.forget("r1");

        assertThat(open(1 << 20).all()).hasSize(1);
    }
}
