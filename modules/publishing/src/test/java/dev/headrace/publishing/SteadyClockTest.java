package dev.headrace.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.sink.SinkTraits.Idempotency;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SteadyClockTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path folder;

    private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
    private final AtomicLong nanos = new AtomicLong(-5);
    private final SteadyClock clock = new SteadyClock(new SetClock(), nanos::get);
    private final FakeSink sink = new FakeSink("fake");

    @Test
    void followsTheCounterAndNotTheWallClock() {
        wall.set(NOON.minus(Duration.ofHours(9)));
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(3));
        assertThat(clock.wallNow()).isEqualTo(NOON.minus(Duration.ofHours(9)));
    }

    @Test
    void turnsTimesOfTheWallClockIntoItsOwnAndBack() {
        wall.set(NOON.plus(Duration.ofDays(2)));
        Instant inAMinute = wall.get().plusSeconds(60);

        assertThat(clock.steady(inAMinute)).isEqualTo(NOON.plusSeconds(60));
        assertThat(clock.wall(NOON.plusSeconds(60))).isEqualTo(inAMinute);
        assertThat(clock.steady(Instant.MIN)).isEqualTo(NOON);
        assertThat(clock.steady(Instant.MAX)).isAfter(NOON.plus(Duration.ofDays(300)));
    }

    @Test
    void aWallClockThatIsSetAheadAbandonsNoWrite() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        sink.writing =
                batch -> {
                    begun.countDown();
                    release.await();
                    return FakeSink.deliver(batch);
                };
        try (var world = new World(folder)) {
            world.clock = new SetClock();
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");
            begun.await();

            wall.set(NOON.plus(Duration.ofHours(9)));
            await().during(Duration.ofMillis(1500))
                    .until(() -> World.status(publishing, "fake").work().writes() == 1);
            release.countDown();

            await().until(() -> World.status(publishing, "fake").delivered() == 1);
            assertThat(sink.given).hasSize(1);
        }
    }

    @Test
    void aWallClockThatIsSetBackDoesNotFreezeADeadline() {
        var hangs = new CountDownLatch(1);
        var first = new AtomicLong();
        sink.traits = World.traits(1, 1, Idempotency.NONE);
        sink.writing =
                batch -> {
                    if (first.getAndIncrement() == 0) {
                        wall.set(NOON.minus(Duration.ofHours(9)));
                        hangs.await();
                    }
                    return FakeSink.deliver(batch);
                };
        var hasty = new FastSettings().writeDeadline(Duration.ofMillis(200)).build();
        try (var world = new World(folder, hasty)) {
            world.clock = new SetClock();
            Publishing publishing = world.start(sink);
            world.log.add("web", "{}");

            await().until(() -> World.status(publishing, "fake").delivered() == 1);
            assertThat(sink.given).hasSize(2);
        }
    }

    private final class SetClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return wall.get();
        }
    }
}
