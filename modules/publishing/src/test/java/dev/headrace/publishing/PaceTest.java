package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {

    private static final long SECOND = 1_000_000_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 7 * SECOND);

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 10, 999, 5_000, 1_000_000})
    void neverGivesMoreThanTheRateAndOneBurstAndNotLessThanTheRate(int rate) {
        var pace = new Pace(rate, now::get);
        var random = new Random(rate);
        long begin = now.get();
        long given = 0;

        for (int i = 0; i < 20_000; i++) {
            int size = 1 + random.nextInt(pace.burst());
            Duration wait = pace.take(size);
            if (wait.isZero()) {
                given += size;
            } else {
                now.addAndGet(wait.toNanos());
            }
            double seconds = (double) (now.get() - begin) / SECOND;
            assertThat((double) given).isLessThanOrEqualTo(rate * seconds + pace.burst() + 1e-6);
        }

        double seconds = (double) (now.get() - begin) / SECOND;
        assertThat((double) given).isGreaterThanOrEqualTo(rate * seconds * 0.99 - pace.burst());
    }

    @Test
    void whatWasNotUsedIsNotSavedUp() {
        var pace = new Pace(100, now::get);
        now.addAndGet(3600 * SECOND);

        long atOnce = LongStream.range(0, 1000).filter(i -> pace.take(1).isZero()).count();

        assertThat(atOnce).isEqualTo(pace.burst());
    }

    @Test
    void aReplayIsReadNoFasterThanItsRate() throws InterruptedException {
        var log = new FakeLog();
        log.addMany("web", 1000);
        var range =
                new ReplayRequest.Source.LogRange(
                        Optional.empty(), FakeLog.RECEIVED, FakeLog.RECEIVED.plusSeconds(1));
        var source = new RangeSource("r1", "fake", range, 0, 1000, log, FakeCatalog.of("web"));
        var replay = new ReplayLog("r1", source, new Pace(50, now::get), () -> false);
        var sizes = new ArrayList<Integer>();

        try (var reader = replay.read(replay.start())) {
            for (int second = 0; second < 5; second++) {
                int before = sizes.size();
                for (int tenth = 0; tenth < 10; tenth++) {
                    now.addAndGet(SECOND / 10);
                    for (int i = 0; i < 20; i++) {
                        reader.next(Duration.ZERO)
                                .ifPresent(frame -> sizes.add(frame.records().size()));
                    }
                }
                assertThat(sizes.size() - before).isEqualTo(50);
            }
        }

        assertThat(sizes).containsOnly(1).hasSize(250);
    }

    @Test
    void nothingIsReadWhileTheSinkIsHeldAndAllOfItAfterwards() throws InterruptedException {
        var log = new FakeLog();
        log.add("web", "{}", "{}", "{}", "{}", "{}");
        var held = new AtomicBoolean(true);
        var range =
                new ReplayRequest.Source.LogRange(
                        Optional.empty(), FakeLog.RECEIVED, FakeLog.RECEIVED.plusSeconds(1));
        var source = new RangeSource("r1", "fake", range, 0, 5, log, FakeCatalog.of("web"));
        var replay = new ReplayLog("r1", source, new Pace(1_000_000, now::get), held::get);

        try (var reader = replay.read(replay.start())) {
            assertThat(reader.next(Duration.ZERO)).isEmpty();
            held.set(false);
            var frame = reader.next(Duration.ZERO).orElseThrow();
            var end = reader.next(Duration.ZERO).orElseThrow();

            assertThat(frame.records()).hasSize(5);
            assertThat(frame.first().node()).isEqualTo("r1");
            assertThat(end.records()).isEmpty();
            assertThat(end.first().sequence()).isEqualTo(5);
            assertThat(reader.next(Duration.ZERO)).isEmpty();
        }
    }

    @Test
    void whatWasReadOnceIsThereAtOnceWhenItIsReadAgain() throws InterruptedException {
        var log = new FakeLog();
        log.addMany("web", 20);
        var range =
                new ReplayRequest.Source.LogRange(
                        Optional.empty(), FakeLog.RECEIVED, FakeLog.RECEIVED.plusSeconds(1));
        var source = new RangeSource("r1", "fake", range, 0, 20, log, FakeCatalog.of("web"));
        var replay = new ReplayLog("r1", source, new Pace(50, now::get), () -> false);
        try (var reader = replay.read(replay.start())) {
            for (int i = 0; i < 5; i++) {
                assertThat(reader.next(Duration.ZERO)).isPresent();
            }
            assertThat(reader.next(Duration.ZERO)).isEmpty();
        }

        try (var reader = replay.read(replay.start())) {
            for (int i = 0; i < 5; i++) {
                assertThat(reader.next(Duration.ZERO)).isPresent();
            }
            assertThat(reader.next(Duration.ZERO)).isEmpty();
        }
    }
}
