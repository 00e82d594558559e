package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:59:59Z");

    private final Sampling sampling = new Sampling();

    private List<OptionalInt> weights(Object thing, int count, Instant at) {
        return IntStream.range(0, count).mapToObj(i -> sampling.weight(thing, at)).toList();
    }

    @Test
    void keepsTheFirstHundredAndThenEveryTenthForTen() {
        List<OptionalInt> weights = weights("a", 130, NOW);

        assertThat(weights.subList(0, 100)).containsOnly(OptionalInt.of(1));
        assertThat(weights.subList(100, 109)).containsOnly(OptionalInt.empty());
        assertThat(weights.get(109)).isEqualTo(OptionalInt.of(10));
        assertThat(weights.subList(110, 119)).containsOnly(OptionalInt.empty());
        assertThat(weights.stream().mapToInt(weight -> weight.orElse(0)).sum()).isEqualTo(130);
    }

    @Test
    void countsEachThingByItselfAndAnewInTheNextHour() {
        weights("a", 100, NOW);

        assertThat(sampling.weight("b", NOW)).hasValue(1);
        assertThat(sampling.weight("a", NOW)).isEmpty();
        assertThat(sampling.weight("a", NOW.plusSeconds(1))).hasValue(1);
    }

    /** Requests of the last moment of an hour may come after the first of the next one. */
    @Test
    void anHourThatIsOverIsNotOpenedAgain() {
        weights("a", 100, NOW.plusSeconds(1));

        assertThat(sampling.weight("a", NOW)).isEmpty();
        assertThat(sampling.weight("a", NOW.plusSeconds(1))).isEmpty();
    }

    @Test
    void thingsBeyondTheBoundShareOnePlace() {
        for (int i = 0; i < Sampling.MOST_THINGS; i++) {
            sampling.weight(i, NOW);
        }
        for (int i = 0; i < Sampling.WHOLE; i++) {
            assertThat(sampling.weight("new" + i, NOW)).hasValue(1);
        }

        assertThat(sampling.weight("one more", NOW)).isEmpty();
        assertThat(sampling.weight(7, NOW)).hasValue(1);
    }
}
