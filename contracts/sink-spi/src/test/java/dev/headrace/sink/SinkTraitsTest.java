package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkTraitsTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1, 0, 1",
        "64, 500, 100, 100, 1000, 100",
    })
    void takesTheBoundsThemselves(
            int writes, int records, long bytes, long recordBytes, long linger, long wished) {
        SinkTraits traits = traits(writes, records, bytes, recordBytes, linger, wished);

        assertThat(traits.parallelWrites()).isEqualTo(writes);
        assertThat(traits.wishedBytes()).isEqualTo(wished);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, 0, 1, parallelWrites must be 1 to 64",
        "65, 1, 1, 1, 0, 1, parallelWrites must be 1 to 64",
        "1, 0, 1, 1, 0, 1, maxRecords must be at least 1",
        "1, 1, 1, 0, 0, 1, maxRecordBytes must be at least 1",
        "1, 1, 9, 10, 0, 1, maxBytes must hold at least one record",
        "1, 1, 9, 9, 0, 10, wishedBytes must be 1 to maxBytes",
        "1, 1, 9, 9, 0, 0, wishedBytes must be 1 to maxBytes",
        "1, 1, 9, 9, -1, 9, linger must not be negative"
    })
    void refusesWhatLiesOutside(
            int writes,
            int records,
            long bytes,
            long recordBytes,
            long linger,
            long wished,
            String message) {
        assertThatThrownBy(() -> traits(writes, records, bytes, recordBytes, linger, wished))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void modestTraitsPromiseNothing() {
        SinkTraits modest = SinkTraits.modest();

        assertThat(modest.parallelWrites()).isOne();
        assertThat(modest.maxRecords()).isEqualTo(500);
        assertThat(modest.wishedBytes()).isEqualTo(1 << 20);
        assertThat(modest.idempotency()).isEqualTo(SinkTraits.Idempotency.NONE);
    }

    private static SinkTraits traits(
            int writes, int records, long bytes, long recordBytes, long linger, long wished) {
        return new SinkTraits(
                writes,
                records,
                bytes,
                recordBytes,
                Duration.ofMillis(linger),
                wished,
                SinkTraits.Grouping.NONE,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.NONE);
    }
}
