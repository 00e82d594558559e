package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CookieHeaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    c=1; c=2            | 1
                    cc=1; c=2           | 2
                    c = 1 ; d=2         | 1
                    c="a b"; d=2        | a b
                    c="                 | "
                    c="a                | "a
                    c=                  | ``
                    c==                 | =
                    ;;c;=;c=3           | 3
                    c=%41%C3%A9         | Aé
                    c=%41%C3            | %41%C3
                    c=%4                | %4
                    c=%                 | %
                    c=%2G               | %2G
                    c=é%41              | éA
                    """)
    void readsAsTheServiceThatWeReplace(String header, String value) {
        assertThat(CookieHeader.find(List.of(header), "c")).contains(value);
    }

    @ParameterizedTest
    @CsvSource({"C=1", "c", "cc=1", "xc=1", "''", "';'", "d=c=1"})
    void findsNothingUnderAnotherName(String header) {
        assertThat(CookieHeader.find(List.of(header), "c")).isEmpty();
    }

    @Test
    void takesTheFirstOfSeveralHeaders() {
        assertThat(CookieHeader.find(List.of("a=1", "c=2", "c=3"), "c")).contains("2");
        assertThat(CookieHeader.find(List.of(), "c")).isEmpty();
    }

    @Test
    void readsEachCharacterOnlyAFewTimes() {
        String separators = ";".repeat(2_000_000);

        Assertions.assertThat(
                        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                                Duration.ofSeconds(5),
                                () -> CookieHeader.find(List.of(separators + "c=1"), "c")))
                .contains("1");
    }
}
