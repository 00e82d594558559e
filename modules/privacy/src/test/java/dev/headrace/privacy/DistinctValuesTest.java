package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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

    @Test
    void keepsTheFirstValuesOfAGroupAndCallsTheRestOther() {
        var values = new DistinctValues(2, clock);

        assertThat(List.of("a", "b", "c", "a", "d", "b"))
                .map(value -> values.of("site", value))
                .containsExactly("a", "b", "(other)", "a", "(other)", "b");
    }

    @Test
    void countsEachGroupByItself() {
        var values = new DistinctValues(1, clock);
        values.of("one", "a");

        assertThat(values.of("two", "b")).isEqualTo("b");
        assertThat(values.of("one", "b")).isEqualTo("(other)");
    }

    @Test
    void beginsAnewWithTheUtcDay() {
        var values = new DistinctValues(1, clock);
        values.of("site", "a");

        now.set(now.get().plus(Duration.ofSeconds(1)));

        assertThat(values.of("site", "b")).isEqualTo("b");
        assertThat(values.of("site", "a")).isEqualTo("(other)");
    }

    @Test
    void neverPassesTheBoundHoweverManyAskAtOnce() throws Exception {
        var values = new DistinctValues(100, clock);
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
        assertThatIllegalArgumentException().isThrownBy(() -> new DistinctValues(0, clock));
    }
}
