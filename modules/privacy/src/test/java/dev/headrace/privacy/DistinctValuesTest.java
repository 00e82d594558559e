package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.event.Cardinality;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DistinctValuesTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T23:59:59Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);

    private DistinctValues values(int most) {
        return values(most, Cardinality.Window.DAY);
    }

    private DistinctValues values(int most, Cardinality.Window window) {
        return new DistinctValues(
                new Cardinality(most, window, List.of(), Cardinality.OTHER), clock);
    }

    @Test
    void keepsTheFirstValuesOfAGroupAndCallsTheRestOther() {
        var values = values(2);

        assertThat(List.of("a", "b", "c", "a", "d", "b"))
                .map(value -> values.of("site", value))
                .containsExactly("a", "b", "(other)", "a", "(other)", "b");
    }

    @Test
    void countsEachGroupByItself() {
        var values = values(1);
        values.of("one", "a");

        assertThat(values.of("two", "b")).isEqualTo("b");
        assertThat(values.of("one", "b")).isEqualTo("(other)");
    }

    @Test
    void beginsAnewWithTheUtcDay() {
        var values = values(1);
        values.of("site", "a");

        now.set(now.get().plus(Duration.ofSeconds(1)));

        assertThat(values.of("site", "b")).isEqualTo("b");
        assertThat(values.of("site", "a")).isEqualTo("(other)");
    }

    @Test
    void beginsAnewWithTheHourWhereThatIsTheWindow() {
        now.set(Instant.parse("2026-11-22T10:59:59Z"));
        var values = values(1, Cardinality.Window.HOUR);
        values.of("site", "a");

        assertThat(values.of("site", "b")).isEqualTo("(other)");
        now.set(now.get().plus(Duration.ofSeconds(1)));
        assertThat(values.of("site", "b")).isEqualTo("b");
    }

    @Test
    void longTextsAreToldApartToo() {
        var values = values(1);
        String longOne = "x".repeat(10_000);

        assertThat(values.of("site", longOne)).isEqualTo(longOne);
        assertThat(values.of("site", longOne)).isEqualTo(longOne);
        assertThat(values.of("site", longOne + "y")).isEqualTo("(other)");
    }

    @Test
    void groupsHaveABoundToo() {
        var values = values(2);
        for (int group = 0; group < DistinctValues.MOST_GROUPS; group++) {
            assertThat(values.of("g" + group, "a")).isEqualTo("a");
        }

        assertThat(values.of("one more", "a")).isEqualTo("(other)");
        assertThat(values.of("g7", "b")).isEqualTo("b");
    }

    @Test
    void allGroupsTogetherHaveABoundThatNoSingleOneUsesUpTwice() {
        var values = values(DistinctValues.MOST_VALUES);
        for (int i = 0; i < DistinctValues.MOST_VALUES; i++) {
            values.of(i % 2 == 0 ? "one" : "two", "v" + i);
        }

        assertThat(values.of("one", "more")).isEqualTo("(other)");
        assertThat(values.of("one", "v0")).isEqualTo("v0");
        assertThat(values.of("two", "v1")).isEqualTo("v1");
    }

    @Test
    void neverPassesTheBoundHoweverManyAskAtOnce() throws Exception {
        var values = values(100);
        var tasks = new ArrayList<Callable<List<String>>>();
        for (int thread = 0; thread < 8; thread++) {
            int first = thread * 50;
            tasks.add(() -> {
                var kept = new ArrayList<String>();
                for (int i = 0; i < 400; i++) {
                    kept.add(values.of("site", "v" + (first + i) % 400));
                }
                return kept;
            });
        }

        var kept = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<List<String>> of : threads.invokeAll(tasks)) {
                kept.addAll(of.get());
            }
        }

        assertThat(kept).contains("(other)").hasSizeLessThanOrEqualTo(101).hasSizeGreaterThan(90);
    }

    @Test
    void aBoundIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> values(0));
    }
}
