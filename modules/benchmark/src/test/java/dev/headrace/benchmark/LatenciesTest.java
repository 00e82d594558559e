package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void takesPercentilesOverAllThreads() {
        var odd = new Latencies.Recorder();
        var even = new Latencies.Recorder();
        for (int nanos = 100; nanos > 0; nanos--) {
            (nanos % 2 == 0 ? even : odd).record(nanos);
        }

        var latencies = Latencies.of(List.of(odd, even));

        assertThat(latencies.count()).isEqualTo(100);
        assertThat(latencies.percentile(50)).isEqualTo(Duration.ofNanos(50));
        assertThat(latencies.percentile(99)).isEqualTo(Duration.ofNanos(99));
        assertThat(latencies.percentile(99.5)).isEqualTo(Duration.ofNanos(100));
        assertThat(latencies.max()).isEqualTo(Duration.ofNanos(100));
    }

    @Test
    void givesTheOnlyValueForEveryPercentile() {
        var one = new Latencies.Recorder();
        one.record(7);

        var latencies = Latencies.of(List.of(one));

        assertThat(latencies.percentile(0)).isEqualTo(Duration.ofNanos(7));
        assertThat(latencies.percentile(50)).isEqualTo(Duration.ofNanos(7));
        assertThat(latencies.max()).isEqualTo(Duration.ofNanos(7));
    }

    @Test
    void isZeroWhereNothingWasRecorded() {
        var latencies = Latencies.of(List.of(new Latencies.Recorder()));

        assertThat(latencies.count()).isZero();
        assertThat(latencies.percentile(99)).isZero();
    }

    @Test
    void keepsEveryValueOfALongRun() {
        var recorder = new Latencies.Recorder();
        for (int nanos = 1; nanos <= 100_000; nanos++) {
            recorder.record(nanos);
        }

        var latencies = Latencies.of(List.of(recorder));

        assertThat(latencies.count()).isEqualTo(100_000);
        assertThat(latencies.percentile(50)).isEqualTo(Duration.ofNanos(50_000));
    }
}
