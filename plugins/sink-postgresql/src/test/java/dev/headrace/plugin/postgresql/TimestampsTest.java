package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

final class TimestampsTest {

    @Test
    void countsMicrosecondsFromTheYear2000() {
        assertThat(Timestamps.micros(Instant.parse("2000-01-01T00:00:00Z"))).isZero();
        assertThat(Timestamps.micros(Instant.parse("2000-01-01T00:00:01.000002999Z")))
                .isEqualTo(1_000_002);
        assertThat(Timestamps.micros(Instant.parse("1999-12-31T23:59:59.999999999Z")))
                .isEqualTo(-1);
    }

    @Test
    void neverMovesATimeIntoTheNextDay() {
        Instant justBeforeMidnight = Instant.parse("2026-11-22T23:59:59.999999999Z");

        assertThat(Timestamps.wholeMillis(justBeforeMidnight))
                .isEqualTo(Timestamps.micros(Instant.parse("2026-11-22T23:59:59.999Z")));
        assertThat(Timestamps.day(justBeforeMidnight)).isEqualTo(LocalDate.parse("2026-11-22"));
    }

    @Test
    void knowsTheBoundsOfPostgresqlsType() {
        Instant first = Instant.parse("-4713-11-24T00:00:00Z");
        Instant last = Instant.parse("+294276-12-31T23:59:59.999999Z");

        assertThat(Timestamps.micros(first)).isEqualTo(-211_813_488_000_000_000L);
        assertThat(Timestamps.micros(last)).isEqualTo(9_223_371_331_200_000_000L - 1);
        assertThat(Timestamps.storable(first)).isTrue();
        assertThat(Timestamps.storable(last)).isTrue();
        assertThat(Timestamps.storable(first.minusNanos(1))).isFalse();
        assertThat(Timestamps.storable(last.plusNanos(1_000))).isFalse();
    }
}
