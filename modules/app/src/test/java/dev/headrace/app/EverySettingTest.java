package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One row for each setting; a setting without a row fails the first test. */
class EverySettingTest {

    private static final Set<Setting<?>> NEEDED_BY_COMPANIONS =
            Set.of(KnownSettings.STORE_URL, KnownSettings.PANDA_ALLOWED_EMAIL_DOMAINS);

    @TempDir private Path folder;

    private static Stream<SettingRow> rows() {
        return SettingRows.rows();
    }

    private static Map<String, String> given(SettingRow row) {
        var given = new LinkedHashMap<>(row.companions());
        given.put(row.setting().key(), row.text());
        return given;
    }

    /** The companions alone, unless they are refused without the setting. */
    private static Map<String, String> absent(SettingRow row) {
        return NEEDED_BY_COMPANIONS.contains(row.setting()) ? Map.of() : row.companions();
    }

    private HeadraceSettings readYaml(Map<String, String> texts) {
        return SettingsFixture.nothing().yaml(folder, SettingsFixture.yamlOf(texts)).read();
    }

    private static HeadraceSettings readEnvironment(Map<String, String> texts) {
        var fixture = SettingsFixture.nothing();
        texts.forEach((key, text) -> fixture.environment(Setting.variable(key), text));
        return fixture.read();
    }

    @Test
    void everyKnownSettingHasARow() {
        assertThat(rows().map(SettingRow::setting).distinct().toList())
                .containsExactlyInAnyOrderElementsOf(KnownSettings.ALL);
    }

    @Test
    void noTwoSettingsShareAVariable() {
        assertThat(KnownSettings.ALL.stream().map(Setting::variable).toList())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasItsDefault(SettingRow row) {
        assertThat(row.seen().apply(readYaml(absent(row)))).isEqualTo(row.whenAbsent());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSetByTheFile(SettingRow row) {
        assertThat(row.seen().apply(readYaml(given(row)))).isEqualTo(row.whenGiven());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void isSetByTheEnvironment(SettingRow row) {
        assertThat(row.seen().apply(readEnvironment(given(row)))).isEqualTo(row.whenGiven());
    }
}
