package dev.headrace.app;

import static dev.headrace.app.SettingRows.row;

import dev.headrace.event.Contract.Rate;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of the settings that are about clients' addresses. */
final class AddressSettingRows {

    private AddressSettingRows() {}

    static Stream<SettingRow> rows() {
        return Stream.of(
                row(
                        KnownSettings.INVALID_CREDENTIALS,
                        settings -> settings.limits().invalidCredentials(),
                        new Rate(30, Rate.Per.MINUTE, 30),
                        "5",
                        new Rate(5, Rate.Per.MINUTE, 5)),
                row(
                        KnownSettings.QUESTIONS,
                        settings -> settings.limits().questions(),
                        new Rate(30, Rate.Per.MINUTE, 30),
                        "600",
                        new Rate(600, Rate.Per.MINUTE, 600)),
                row(
                        KnownSettings.PLACES_FILE,
                        settings -> settings.privacy().placesFile(),
                        Optional.empty(),
                        "/var/lib/places/GeoLite2-City.mmdb",
                        Optional.of(Path.of("/var/lib/places/GeoLite2-City.mmdb"))));
    }
}
