package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSpecTest {

    private static final String CANARY = "correct-horse-battery";

    private static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required("path", ConfigField.Type.TEXT, "The folder.")
                    .required("password", ConfigField.Type.SECRET, "The password.")
                    .optional("prefix", ConfigField.Type.TEXT, "In front of names.")
                    .within("linger", ConfigField.Type.DURATION, "1s", "0s", "1h", "The wait.")
                    .within("max-records", ConfigField.Type.INTEGER, "500", "1", "1000", "Most.")
                    .within("max-size", ConfigField.Type.BYTES, "8MiB", "1KiB", "1GiB", "Size.")
                    .with("force", ConfigField.Type.FLAG, "true", "Whether to force.")
                    .choice("compression", List.of("none", "gzip"), "How to compress.")
                    .build();

    @Test
    void fillsInDefaultsAndLeavesOutWhatIsOptional() {
        SinkConfig config = SPEC.parse(Map.of("path", "/data", "password", CANARY));

        assertThat(config.text("path")).isEqualTo("/data");
        assertThat(config.text("password")).isEqualTo(CANARY);
        assertThat(config.optionalText("prefix")).isEmpty();
        assertThat(config.has("prefix")).isFalse();
        assertThat(config.duration("linger")).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.integer("max-records")).isEqualTo(500);
        assertThat(config.bytes("max-size")).isEqualTo(8 << 20);
        assertThat(config.flag("force")).isTrue();
        assertThat(config.text("compression")).isEqualTo("none");
    }

    @Test
    void namesEveryProblemAtOnceTheUnknownSettingsFirst() {
        Map<String, String> given =
                Map.of(
                        "lingr", "1s",
                        "zone", "b",
                        "linger", "soon",
                        "max-records", "0",
                        "compression", "lz4");

        var failure = catchThrowableOfType(ConfigException.class, () -> SPEC.parse(given));

        assertThat(failure.problems())
                .extracting(problem -> problem.key() + ": " + problem.message())
                .containsExactly(
                        "lingr: is not known; did you mean linger?",
                        "zone: is not known; known are path, password, prefix, linger,"
                                + " max-records, max-size, force, compression",
                        "path: is missing: The folder.",
                        "password: is missing: The password.",
                        "linger: \"soon\" is not a duration such as 500ms, 10s, 5m, 24h, 7d or PT5S",
                        "max-records: \"0\" is not within 1 and 1000",
                        "compression: \"lz4\" is not one of none, gzip");
        assertThat(failure).hasMessageStartingWith("lingr: is not known; did you mean linger?; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aRequiredSettingThatIsBlankIsMissing(String blank) {
        assertThatThrownBy(() -> SPEC.parse(Map.of("path", blank, "password", blank)))
                .isInstanceOf(ConfigException.class)
                .hasMessage("path: is missing: The folder.; password: is missing: The password.");
    }

    @Test
    void neverShowsASecret() {
        Map<String, String> wrong = Map.of("password", CANARY, "force", "maybe");
        SinkConfig config = SPEC.parse(Map.of("path", "/data", "password", CANARY));

        assertThatThrownBy(() -> SPEC.parse(wrong)).hasMessageNotContaining(CANARY);
        assertThat(config.toString())
                .doesNotContain(CANARY)
                .contains("password=***", "path=/data", "linger=PT1S");
    }

    @Test
    void askingForWhatIsNotDeclaredOrAbsentOrOfAnotherTypeIsAMistake() {
        SinkConfig config = SPEC.parse(Map.of("path", "/data", "password", CANARY));

        assertThatThrownBy(() -> config.text("folder"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such field is declared: folder");
        assertThatThrownBy(() -> config.text("prefix"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("optional and absent: prefix");
        assertThatThrownBy(() -> config.integer("max-size"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("declared as another type: max-size");
    }

    @Test
    void refusesADeclarationThatContradictsItself() {
        ConfigSpec.Builder twice = ConfigSpec.builder().required("a", ConfigField.Type.TEXT, "A.");

        assertThatThrownBy(() -> twice.optional("a", ConfigField.Type.TEXT, "A."))
                .hasMessage("declared twice: a");
        assertThatThrownBy(() -> twice.with("b", ConfigField.Type.DURATION, "soon", "B."))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> twice.within("c", ConfigField.Type.INTEGER, "5", "6", "7", "C."))
                .hasMessage("is not within 6 and 7");
    }

    @Test
    void keepsTheFieldsInTheOrderOfTheirDeclaration() {
        assertThat(SPEC.fields())
                .extracting(ConfigField::name)
                .containsExactly(
                        "path",
                        "password",
                        "prefix",
                        "linger",
                        "max-records",
                        "max-size",
                        "force",
                        "compression");
    }

    @ParameterizedTest
    @CsvSource({
        "pth, path",
        "passwort, password",
        "maxRecords, max-records",
        "max_size, max-size",
        "compresion, compression"
    })
    void suggestsTheNearestName(String misspelt, String meant) {
        assertThatThrownBy(() -> SPEC.parse(Map.of(misspelt, "x")))
                .hasMessageStartingWith(misspelt + ": is not known; did you mean " + meant + "?");
    }

    @Test
    void ofNamesEquallyNearSuggestsTheFirst() {
        assertThat(NearestName.of("bat", List.of("cat", "hat", "rat"))).contains("cat");
        assertThat(NearestName.of("elephant", List.of("cat", "hat"))).isEmpty();
    }
}
