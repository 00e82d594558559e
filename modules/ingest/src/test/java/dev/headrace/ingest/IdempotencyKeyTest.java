package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Owner;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {

    /** Computed by another program from the documented recipe. */
    private static final String PINNED = "01abbc79-aded-8c9a-b5e4-4139bd0a67f1";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"8e03978e\" | 8e03978e",
                "8e03978e-40d5 | 8e03978e-40d5",
                "\"with space, comma; and more\" | with space, comma; and more",
                "\"a \\\"quoted\\\" \\\\ one\" | a \"quoted\" \\ one",
                "a/b=c+d | a/b=c+d",
            })
    void readsAStringInQuotesAndABareKey(String header, String key) {
        assertThat(IdempotencyKey.read(Optional.of(header))).contains(new IdempotencyKey(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"",
                "\"\"",
                "\"open",
                "\"one\", \"two\"",
                "one, two",
                "one two",
                "\"one\";a=b",
                "one;a=b",
                "\"a\\x\"",
                "\"a\\\"",
                "\"a\tb\"",
                "ké",
                "\"ké\"",
            })
    void refusesAnythingElseAndSaysWhatWouldBeRight(String header) {
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> IdempotencyKey.read(Optional.of(header)))
                .matches(e -> e.problem() == Problem.BAD_REQUEST)
                .withMessageContaining("1 to 128 printable ASCII characters");
    }

    @Test
    void boundsTheKey() {
        String longest = "k".repeat(128);

        assertThat(IdempotencyKey.read(Optional.of(longest))).isPresent();
        assertThat(IdempotencyKey.read(Optional.of('"' + longest + '"'))).isPresent();
        assertThatExceptionOfType(RequestRefusedException.class)
                .isThrownBy(() -> IdempotencyKey.read(Optional.of(longest + "k")));
    }

    @Test
    void isAbsentWithoutTheHeader() {
        assertThat(IdempotencyKey.read(Optional.empty())).isEmpty();
    }

    @Test
    void makesIdsThatDifferByStreamOwnerKeyAndPlaceAndByNothingElse() {
        List<String> ids =
                List.of(
                        id("user-telemetry", "service:a", "key", 0),
                        id("user-telemetry", "service:a", "key", 1),
                        id("user-telemetry", "service:a", "kex", 0),
                        id("user-telemetry", "service:b", "key", 0),
                        id("user-telemetries", "service:a", "key", 0),
                        id("user-telemetry", "service:ak", "ey", 0));

        assertThat(ids)
                .doesNotHaveDuplicates()
                .allMatch(id ->
                        id.matches(
                                "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
        assertThat(id("user-telemetry", "service:a", "key", 0)).isEqualTo(ids.getFirst());
        assertThat(ids.getFirst())
                .as("other nodes and later versions make the same")
                .isEqualTo(PINNED);
    }

    private static String id(String stream, String owner, String key, int index) {
        return new IdempotencyKey(key).series(new StreamName(stream), new Owner(owner)).id(index);
    }
}
