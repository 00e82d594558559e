package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    @Test
    void sendsAtAFixedRateAndNoMore() {
        long start = System.nanoTime();
        var schedule = new Pace.Fixed(1000).start(Duration.ofMillis(50));

        List<Long> turns = allOf(schedule);

        assertThat(turns).hasSize(50);
        for (int i = 0; i < turns.size(); i++) {
            assertThat(turns.get(i)).isGreaterThanOrEqualTo(start + i * 1_000_000L);
        }
    }

    @Test
    void countsFromTheTurnThatWasMissed() {
        var schedule = new Pace.Fixed(100).start(Duration.ofSeconds(10));
        long first = schedule.awaitNext().orElseThrow();
        spinUntil(first + 35_000_000);

        long second = schedule.awaitNext().orElseThrow();

        assertThat(second - first).isBetween(5_000_000L, 10_000_000L);
    }

    @Test
    void sendsAtOnceUntilTheTimeIsOver() {
        long start = System.nanoTime();
        var schedule = new Pace.AsFastAsAnswered().start(Duration.ofMillis(20));

        List<Long> turns = allOf(schedule);

        assertThat(turns).hasSizeGreaterThan(20).isSorted();
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(start + 20_000_000);
    }

    private static List<Long> allOf(Pace.Schedule schedule) {
        var turns = new ArrayList<Long>();
        OptionalLong turn = schedule.awaitNext();
        while (turn.isPresent()) {
            turns.add(turn.getAsLong());
            turn = schedule.awaitNext();
        }
        return turns;
    }

    private static void spinUntil(long nanoTime) {
        while (System.nanoTime() < nanoTime) {
            Thread.onSpinWait();
        }
    }
}
