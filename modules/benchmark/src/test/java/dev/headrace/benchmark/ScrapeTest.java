package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {

    private static final String PAGE =
            """
            # HELP headrace_sink_lag_records
            # TYPE headrace_sink_lag_records gauge
            headrace_sink_lag_records{mp_scope="application",sink="lake",} 12.0
            headrace_sink_lag_records{mp_scope="application",sink="steady",} 1.5E3
            headrace_sink_lag_records_more 7.0
            headrace_plain 3.0
            """;

    @Test
    void addsUpTheSeriesOfAName() {
        Scrape scrape = Scrape.of(PAGE);

        assertThat(scrape.sum("headrace_sink_lag_records")).isEqualTo(1512);
        assertThat(scrape.sum("headrace_sink_lag_records", "sink=\"lake\"")).isEqualTo(12);
        assertThat(scrape.sum("headrace_plain")).isEqualTo(3);
    }

    @Test
    void knowsWhetherAMetricIsThere() {
        assertThat(Scrape.of(PAGE).has("headrace_sink_lag_records")).isTrue();
        assertThat(Scrape.of(PAGE).has("headrace_sink_lag")).isFalse();
    }
}
