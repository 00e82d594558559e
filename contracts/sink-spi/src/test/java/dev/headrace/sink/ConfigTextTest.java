package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTextTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "10s, PT10S",
        "5m, PT5M",
        "24h, PT24H",
        "7d, PT168H",
        "7 D, PT168H",
        "0s, PT0S",
        "PT5S, PT5S",
        "P1D, PT24H"
    })
    void readsDurations(String text, Duration expected) {
        assertThat(read(ConfigField.Type.DURATION, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-5s", "5 weeks", "1.5s", "s", "PT", "999999999999999d"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> read(ConfigField.Type.DURATION, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is not a duration such as 500ms");
    }

    @Test
    void refusesANegativeDuration() {
        assertThatThrownBy(() -> read(ConfigField.Type.DURATION, "PT-5S"))
                .hasMessage("is negative");
    }

    @ParameterizedTest
    @CsvSource({
        "512, 512",
        "512b, 512",
        "64KiB, 65536",
        "64 kib, 65536",
        "8MiB, 8388608",
        "1GiB, 1073741824",
        "2TiB, 2199023255552"
    })
    void readsSizes(String text, long expected) {
        assertThat(read(ConfigField.Type.BYTES, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not a size such as 512",
        "-1, is not a size such as 512",
        "1.5MiB, is not a size such as 512",
        "8MB, is not a size such as 512",
        "999999999999999TiB, is too large"
    })
    void refusesWhatIsNoSize(String text, String message) {
        assertThatThrownBy(() -> read(ConfigField.Type.BYTES, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void readsWholeNumbersAndFlags() {
        assertThat(read(ConfigField.Type.INTEGER, "-42")).isEqualTo(-42L);
        assertThat(read(ConfigField.Type.FLAG, "true")).isEqualTo(true);
        assertThat(read(ConfigField.Type.FLAG, "false")).isEqualTo(false);
        assertThatThrownBy(() -> read(ConfigField.Type.INTEGER, "1.0"))
                .hasMessage("is not a whole number");
        assertThatThrownBy(() -> read(ConfigField.Type.INTEGER, "9223372036854775808"))
                .hasMessage("is not a whole number");
        assertThatThrownBy(() -> read(ConfigField.Type.FLAG, "yes"))
                .hasMessage("is neither true nor false");
    }

    private static Object read(ConfigField.Type type, String text) {
        var field =
                new ConfigField(
                        "it",
                        type,
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty(),
                        "It.",
                        Optional.empty());
        return ConfigText.read(field, text);
    }
}
