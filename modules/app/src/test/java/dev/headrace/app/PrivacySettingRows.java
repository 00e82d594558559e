package dev.headrace.app;

import static dev.headrace.app.SettingRows.data;
import static dev.headrace.app.SettingRows.row;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The rows of the settings that concern the privacy of people. */
final class PrivacySettingRows {

    private PrivacySettingRows() {}

    static Stream<SettingRow> rows() {
        return Stream.of(
                row(
                        KnownSettings.TRUSTED_PROXIES,
                        settings -> settings.privacy().trustedProxies(),
                        List.of(),
                        "10.0.0.0/8, 2001:db8::1",
                        List.of("10.0.0.0/8", "2001:db8::1")),
                row(
                        KnownSettings.PRIVACY_KEYS_FILE,
                        settings -> settings.privacy().keysFile(),
                        data("keys/privacy.json"),
                        "/etc/privacy.json",
                        Path.of("/etc/privacy.json")),
                row(
                        KnownSettings.PRIVACY_CHOICES_KEY_FILE,
                        settings -> settings.privacy().choicesKeyFile(),
                        data("keys/choices.json"),
                        "/etc/choices.json",
                        Path.of("/etc/choices.json")));
    }
}
