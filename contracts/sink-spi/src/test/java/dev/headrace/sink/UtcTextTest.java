package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999999Z",
                "2024-02-29T23:59:59.1Z",
                "2026-11-22T10:15:30.000001Z",
                "2026-11-22T10:15:30.000000001Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "+12345-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z",
                "-1000000000-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59.999999999Z"
            })
    void writesAnInstantAsExactAsItIs(String text) throws IOException {
        Instant instant = Instant.parse(text);

        assertThat(exact(instant)).isEqualTo('"' + instant.toString() + '"');
    }

    @Test
    void agreesWithTheJdkOnAnyInstant() throws IOException {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));

            assertThat(exact(instant)).isEqualTo('"' + instant.toString() + '"');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22T10:15:30Z", "2026-11-22T10:15:30.0109Z"})
    void writesMillisecondsWithThreeDigitsAlways(String text) throws IOException {
        Instant instant = Instant.parse(text);

        String written = millis(instant);

        assertThat(written).hasSize(26).endsWith("Z\"");
        assertThat(Instant.parse(written.substring(1, 25)))
                .isEqualTo(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    private static String exact(Instant instant) throws IOException {
        var line = new JsonLine(0);
        UtcText.exact(line, instant);
        return text(line);
    }

    private static String millis(Instant instant) throws IOException {
        var line = new JsonLine(0);
        UtcText.millis(line, instant);
        return text(line);
    }

    private static String text(JsonLine line) throws IOException {
        var out = new ByteArrayOutputStream();
        line.writeTo(out);
        return out.toString(StandardCharsets.US_ASCII);
    }
}
