package dev.headrace.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-22T07:51:27Z",
                "2026-11-22T07:51:27.6Z",
                "2026-11-22T07:51:27.123456789Z",
                "2026-11-22T07:51:27+01:00",
                "2026-11-22T23:59:59.999-18:00",
                "2026-11-22T07:51:27-00:00",
                "2028-02-29T00:00:00Z",
                "2000-02-29T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void takesInstantsThatEveryReaderTakes(String text) {
        assertThat(DateTimeText.isDateTime(text)).isTrue();
        assertThatCode(() -> OffsetDateTime.parse(text)).doesNotThrowAnyException();
        assertThatCode(() -> Instant.parse(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-02-31T07:51:27Z",
                "2026-04-31T07:51:27Z",
                "2026-02-29T07:51:27Z",
                "1900-02-29T07:51:27Z",
                "2026-00-10T07:51:27Z",
                "2026-13-03T07:51:27Z",
                "2026-11-00T07:51:27Z",
                "2026-11-22t07:51:27Z",
                "2026-11-22T07:51:27z",
                "2026-11-22 07:51:27Z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T25:51:27Z",
                "2026-11-22T07:60:27Z",
                "2026-12-31T23:59:60Z",
                "2026-11-22T07:51Z",
                "2026-11-22T07:51:27",
                "2026-11-22T07:51:27.Z",
                "2026-11-22T07:51:27.1234567890Z",
                "2026-11-22T07:51:27,5Z",
                "2026-11-22T07:51:27+01",
                "2026-11-22T07:51:27+0100",
                "2026-11-22T07:51:27+25:99",
                "2026-11-22T07:51:27+18:01",
                "2026-11-22T07:51:27+01:60",
                "2026-11-22T07:51:27+01:00:00",
                "2026-11-22T07:51:27Z ",
                " 2026-11-22T07:51:27Z",
                "2026-11-22T07:51:27ZZ",
                "2026-11-22T07:51:27.5",
                "2026-11-22",
                "+2026-11-22T07:51:27Z",
                "12026-11-22T07:51:27Z",
                "２０２６-11-22T07:51:27Z"
            })
    void refusesWhatSomeReaderWouldTrip(String text) {
        assertThat(DateTimeText.isDateTime(text)).isFalse();
    }

    @Test
    void neverTakesWhatCannotBeParsed() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        String alphabet = "0123456789-+:.TZtz 5";
        int taken = 0;

        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder("2026-11-22T07:51:27.669+01:00");
            for (int change = random.nextInt(4); change > 0; change--) {
                text.setCharAt(
                        random.nextInt(text.length()),
                        alphabet.charAt(random.nextInt(alphabet.length())));
            }
            if (DateTimeText.isDateTime(text.toString())) {
                taken++;
                Instant.parse(text);
                OffsetDateTime.parse(text);
            }
        }

        assertThat(taken).isGreaterThan(10_000);
    }

    @Test
    void judgesDaysAndTimesOfDayByTheSameRules() {
        assertThat(DateTimeText.isDate("2028-02-29")).isTrue();
        assertThat(DateTimeText.isDate("2026-02-29")).isFalse();
        assertThat(DateTimeText.isDate("2026-11-2")).isFalse();
        assertThat(DateTimeText.isDate("2026-11-22Z")).isFalse();
        assertThat(DateTimeText.isTime("07:51:27Z")).isTrue();
        assertThat(DateTimeText.isTime("07:51:27.5+01:00")).isTrue();
        assertThat(DateTimeText.isTime("07:51:27")).isFalse();
        assertThat(DateTimeText.isTime("23:59:60Z")).isFalse();
    }
}
