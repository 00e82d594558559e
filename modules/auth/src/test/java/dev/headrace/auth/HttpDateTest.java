package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpDateTest {

    @Test
    void readsTheFixedForm() {
        assertThat(HttpDate.parse("Tue, 14 Nov 2023 22:13:20 GMT"))
                .contains(Instant.ofEpochSecond(1_700_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "Wed, 14 Nov 2023 22:13:20 GMT",
                "Tuesday, 14-Nov-23 22:13:20 GMT",
                "Tue Nov 14 22:13:20 2023",
                "Tue, 7 Nov 2023 22:13:20 GMT",
                "Tue,  7 Nov 2023 22:13:20 GMT",
                "tue, 14 Nov 2023 22:13:20 GMT",
                "Tue, 14 nov 2023 22:13:20 GMT",
                "Tue, 14 ovD 2023 22:13:20 GMT",
                "Tue, 14 Nov 2023 22:13:20 UTC",
                "Tue, 14 Nov 2023 22:13:20 +0000",
                "Tue, 14 Nov 2023 24:00:00 GMT",
                "Tue, 14 Nov 2023 22:13:60 GMT",
                "Tue, 14 Nov 2023 -2:13:20 GMT",
                "Fri, 31 Feb 2023 22:13:20 GMT",
                "Tue, ١٤ Nov 2023 22:13:20 GMT",
                "Tue, 14 Nov 2023 22:13:20 GMT ",
                "Sat, 02 Jan nine 00:00:00 GMT",
                "2023-11-14T22:13:20Z"
            })
    void refusesEveryOtherForm(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }

    @Test
    void readsAndWritesEveryDateAsTheJdkWritesIt() {
        Random random = new Random(7);

        for (int round = 0; round < 2_000; round++) {
            Instant at = Instant.ofEpochSecond(random.nextLong(0, 250_000_000_000L));
            String written = HttpDate.format(at);

            assertThat(HttpDate.parse(written)).contains(at);
            assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(written, Instant::from))
                    .isEqualTo(at);
            assertThat(written).hasSize(29);
        }
        assertThat(HttpDate.format(Instant.parse("2026-02-03T04:05:06Z")))
                .isEqualTo(
                        DateTimeFormatter.ofPattern(
                                        "EEE, dd MMM yyyy HH:mm:ss 'GMT'", java.util.Locale.US)
                                .withZone(ZoneOffset.UTC)
                                .format(Instant.parse("2026-02-03T04:05:06Z")));
    }
}
