package dev.headrace.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.insight.AuditChain.Break;
import dev.headrace.insight.AuditChain.Fault;
import dev.headrace.insight.AuditWalk.Piece;
import dev.headrace.insight.AuditWalk.Round;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditWatchTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Optional<Break> CHANGED = Optional.of(new Break(7, Fault.CHANGED));

    private final Deque<Optional<Piece>> pieces = new ArrayDeque<>();
    private final AuditWatch watch =
            new AuditWatch(() -> Optional.of(new Trail()), Clock.fixed(NOW, ZoneOffset.UTC));

    /** Gives the pieces of the test, and is away where there is none. */
    private final class Trail implements AuditStore {

        @Override
        public Appended append(Optional<String> organisation, List<AuditEntry> entries) {
            throw new IllegalStateException("it only looks");
        }

        @Override
        public List<AuditChain> verify(Optional<String> organisation) {
            throw new IllegalStateException("it looks at pieces");
        }

        @Override
        public AuditWalk walk() {
            return rows ->
                    pieces.removeFirst().orElseThrow(() -> new StoreUnavailableException("away"));
        }
    }

    @Test
    void goesThroughTheTrailAndSaysWhenAllOfItWasLookedAt() {
        turn(piece(5_000, Round.UNDER_WAY));
        assertThat(watch.state().wholeRound()).isEmpty();

        turn(piece(5_000, Round.UNDER_WAY, chain("one", Optional.empty())));
        turn(piece(17, Round.DONE, chain("two", Optional.empty())));

        assertThat(watch.state())
                .isEqualTo(new AuditWatch.State(2, 0, 10_017, Optional.of(NOW), Optional.empty()));

        turn(piece(17, Round.DONE, chain("two", Optional.empty())));
        assertThat(watch.state().chains()).as("of the last round").isOne();
    }

    @Test
    void aBrokenChainStaysSoUntilItIsFoundWhole() {
        turn(piece(9, Round.UNDER_WAY, chain("one", CHANGED)));
        assertThat(watch.state().broken()).as("before the round is done").isOne();

        turn(piece(9, Round.DONE, chain("two", CHANGED)));
        turn(piece(9, Round.UNDER_WAY, chain("one", CHANGED)));
        assertThat(watch.state().broken()).isEqualTo(2);

        turn(piece(9, Round.DONE, chain("two", Optional.empty())));
        assertThat(watch.state().broken()).isOne();
    }

    @Test
    void aStoreThatIsAwayIsAskedAgainAndIsNoBreak() {
        turn(piece(9, Round.DONE, chain("one", Optional.empty())));

        pieces.add(Optional.empty());
        watch.turn();
        assertThat(watch.state().problem()).contains("away");
        assertThat(watch.state().broken()).isZero();
        assertThat(watch.state().wholeRound()).contains(NOW);

        turn(piece(9, Round.DONE, chain("one", Optional.empty())));
        assertThat(watch.state().problem()).isEmpty();
    }

    @Test
    void withoutAStoreThereIsNothingToLookAt() {
        var none = new AuditWatch(Optional::empty, Clock.fixed(NOW, ZoneOffset.UTC));

        none.turn();

        assertThat(none.state())
                .isEqualTo(new AuditWatch.State(0, 0, 0, Optional.empty(), Optional.empty()));
    }

    private void turn(Piece piece) {
        pieces.add(Optional.of(piece));
        watch.turn();
    }

    private static Piece piece(long rows, Round round, AuditChain... chains) {
        return new Piece(rows, Arrays.asList(chains), round);
    }

    private static AuditChain chain(String node, Optional<Break> broken) {
        return new AuditChain(node, Optional.of("red"), 9, 0, 9, "00", broken);
    }
}
