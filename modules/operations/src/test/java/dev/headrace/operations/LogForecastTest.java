package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogForecastTest {

    private static final long HOUR = 3_600;

    private final TestClock clock = new TestClock();
    private final FakeLog log = new FakeLog();
    private final FakeSinks sinks = new FakeSinks("lake", "warehouse");
    private final LogForecast forecast = new LogForecast(log, sinks::status, clock);

    /** Ten records a second of 100 bytes each, for the given time. */
    private void take(Duration time) {
        for (long second = 0; second < time.toSeconds(); second += 10) {
            clock.step(Duration.ofSeconds(10));
            log.grow(100, 10_000);
            forecast.sample();
        }
    }

    @Test
    void dividesTheRoomThatTheBacklogLeavesByTheRateOfTheLastMinutes() {
        log.quota(1_000 * 10 * 5 * HOUR);

        take(Duration.ofMinutes(10));

        assertThat(forecast.recordsPerSecond()).isCloseTo(10, within(0.01));
        assertThat(forecast.hoursLeft(0)).as("room of 50 hours").isCloseTo(50, within(0.1));
        assertThat(forecast.hoursLeft(10 * 20 * HOUR)).isCloseTo(30, within(0.1));
        assertThat(forecast.hoursLeft(10 * 60 * HOUR)).as("over the quota").isZero();
    }

    @Test
    void countsWithTheSinkThatIsFurthestBehind() {
        log.quota(1_000 * 10 * 5 * HOUR);
        take(Duration.ofMinutes(10));

        sinks.lag("warehouse", 10 * 45 * HOUR);

        assertThat(forecast.hoursLeft()).isCloseTo(5, within(0.1));
    }

    @Test
    void aNodeThatTakesNothingHasAYearLeft() {
        assertThat(forecast.hoursLeft(0)).isEqualTo(LogForecast.MOST_HOURS);

        take(Duration.ofMinutes(1));
        for (int i = 0; i < 40; i++) {
            clock.step(Duration.ofSeconds(10));
            forecast.sample();
        }

        assertThat(forecast.hoursLeft(0))
                .as("nothing came for longer than the window")
                .isEqualTo(LogForecast.MOST_HOURS);
    }

    @Test
    void aYoungLogIsNotTakenForAFullOne() {
        log.quota(10L << 30);

        take(Duration.ofSeconds(20));

        assertThat(forecast.hoursLeft(0))
                .as("the bytes prepared for records to come do not count")
                .isCloseTo((10L << 30) / 1_000.0 / HOUR, within(1.0));
    }
}
