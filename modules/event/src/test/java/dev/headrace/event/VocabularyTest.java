package dev.headrace.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0B",
        "512, 512B",
        "64KiB, 64KiB",
        "65536, 64KiB",
        "8 mib, 8MiB",
        "10GiB, 10GiB",
        "1TiB, 1TiB"
    })
    void readsAndWritesSizes(String text, String written) {
        assertThat(ByteSize.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "8MB", "1.5MiB", "many", "9999999999999999", "999999999TiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessageStartingWith("is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "user-telemetry", "a1", "x-y-z9"})
    void takesNamesThatCanBeATableAFolderAndATopic(String text) {
        assertThat(new StreamName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "1a", "A", "a_b", "a/b", "a.b", "..", "zoë"})
    void refusesOtherNames(String text) {
        assertThat(StreamName.isValid(text)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new StreamName(text));
    }

    @Test
    void refusesNamesThatAreTooLong() {
        assertThat(StreamName.isValid("a".repeat(63))).isTrue();
        assertThat(StreamName.isValid("a".repeat(64))).isFalse();
    }

    @Test
    void showsNothingOfAPersonInALog() {
        assertThat(Principal.person("ada@example.org")).hasToString("Principal[PERSON]");
    }

    @Test
    void countsEveryEventOfAReceiptOnce() {
        var rejection =
                new Rejection(
                        0, java.util.Optional.empty(), Rejection.Code.JSON, "", "json", "", "");
        var receipt =
                new Receipt(
                        "r", 3, 2, List.of(new Receipt.Suppression(1, "gpc")), List.of(rejection));

        assertThat(receipt.received()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "headrace.log.quotta, headrace.log.quota",
        "eventtime, eventTime",
        "event_time, eventTime",
        "stgae, stage"
    })
    void findsTheNameThatWasMeant(String written, String meant) {
        assertThat(
                        NearestName.of(
                                written, Set.of("headrace.log.quota", "eventTime", "stage", "app")))
                .contains(meant);
    }

    @Test
    void suggestsNothingForANameThatIsFarFromAll() {
        assertThat(NearestName.of("colour", Set.of("eventTime", "stage"))).isEmpty();
        assertThat(NearestName.of("x".repeat(10_000), Set.of("eventTime"))).isEmpty();
        assertThat(NearestName.hint("colour", Set.of("stage"))).isEmpty();
    }
}
