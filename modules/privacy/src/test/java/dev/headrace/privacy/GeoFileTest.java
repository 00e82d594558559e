package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeoFileTest {

    private static final Map<String, Object> LONDON =
            MmdbWriter.city("GB", "ENG", "London", 51.5142, -0.0931, "Europe/London");
    private static final Map<String, Object> SYDNEY =
            MmdbWriter.city("AU", "NSW", "Sydney", -33.8591, 151.2002, "Australia/Sydney");

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("places.mmdb");
        new MmdbWriter("GeoLite2-City")
                .network("192.0.2.0", 24, LONDON)
                .network("2001:db8:7::", 48, SYDNEY)
                .network("198.51.100.0", 24, Map.of("country", Map.of("iso_code", "FR")))
                .network("203.0.113.0", 24, Map.of("country", "nowhere", "location", Map.of()))
                .moveTo(file);
    }

    private static Place place(Places places, String address) {
        return places.of(ClientAddress.parse(address).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "192.0.2.255", "::ffff:192.0.2.7"})
    void tellsWhereAnAddressIs(String address) {
        assertThat(place(GeoFile.open(file), address))
                .isEqualTo(
                        new Place(
                                Optional.of("GB"),
                                Optional.of("GB-ENG"),
                                Optional.of("Europe/London"),
                                Optional.of("London"),
                                Optional.of("51.5,-0.1")));
    }

    @Test
    void knowsAddressesOfIpv6Too() {
        Place place = place(GeoFile.open(file), "2001:db8:7:1::5");

        assertThat(place.region()).contains("AU-NSW");
        assertThat(place.position()).contains("-33.9,151.2");
    }

    @Test
    void tellsTheCountryAloneWhereThatIsAllThatIsKnown() {
        assertThat(place(GeoFile.open(file), "198.51.100.9"))
                .isEqualTo(
                        new Place(
                                Optional.of("FR"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.3.1", "10.0.0.1", "2001:db8:8::1", "203.0.113.1"})
    void knowsNothingOfOthersAndOfRecordsInAnotherForm(String address) {
        GeoFile places = GeoFile.open(file);

        assertThat(place(places, address)).isEqualTo(Place.UNKNOWN);
        assertThat(place(places, address)).as("asked again").isEqualTo(Place.UNKNOWN);
    }

    @Test
    void takesOverAFileThatReplacesIt() {
        GeoFile places = GeoFile.open(file);
        assertThat(place(places, "192.0.2.1").city()).contains("London");

        new MmdbWriter("GeoLite2-City").network("192.0.2.0", 24, SYDNEY).moveTo(file);
        places.refresh();

        assertThat(place(places, "192.0.2.1").city()).contains("Sydney");
        assertThat(place(places, "198.51.100.9")).isEqualTo(Place.UNKNOWN);
    }

    @Test
    void staysWithTheEarlierFileWhereTheNextIsBrokenOrGone() throws IOException {
        GeoFile places = GeoFile.open(file);

        Files.move(file, folder.resolve("away"));
        places.refresh();
        Files.writeString(file, "no database");
        places.refresh();
        places.refresh();
        assertThat(place(places, "192.0.2.1").city()).contains("London");

        Files.delete(file);
        new MmdbWriter("DBIP-City-Lite").network("192.0.2.0", 24, SYDNEY).moveTo(file);
        places.refresh();
        assertThat(place(places, "192.0.2.1").city()).contains("Sydney");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mmdb"), "no database");
        Path numbers = folder.resolve("asn.mmdb");
        new MmdbWriter("GeoLite2-ASN").network("192.0.2.0", 24, Map.of()).moveTo(numbers);
        Path cut = folder.resolve("cut.mmdb");
        byte[] whole = Files.readAllBytes(file);
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));

        assertThat(refusal(text)).isEqualTo(text + " is no readable MaxMind database (.mmdb)");
        assertThat(refusal(cut)).isEqualTo(cut + " is no readable MaxMind database (.mmdb)");
        assertThat(refusal(folder.resolve("none.mmdb")))
                .isEqualTo(folder.resolve("none.mmdb") + " is not there");
        assertThat(refusal(numbers))
                .isEqualTo(
                        numbers
                                + " is a database of another kind, GeoLite2-ASN; one of cities or"
                                + " countries is needed, such as GeoLite2-City");
    }

    private static String refusal(Path file) {
        var said = new StringBuilder();
        assertThatExceptionOfType(GeoFileException.class)
                .isThrownBy(() -> GeoFile.open(file))
                .satisfies(e -> said.append(e.getMessage()));
        return said.toString();
    }

    @ParameterizedTest
    @CsvSource({"0.04, 0.0", "-0.04, 0.0", "-0.06, -0.1", "179.96, 180.0"})
    void positionsHaveOneDecimal(double longitude, String rounded) {
        Place place = PlaceReader.read(MmdbWriter.city("X", "Y", "Z", 10, longitude, "T"));

        assertThat(place.position()).contains("10.0," + rounded);
    }

    @Test
    void aPlaceThatIsNotOnTheEarthIsNoPosition() {
        assertThat(PlaceReader.read(MmdbWriter.city("X", "Y", "Z", 91, 0, "T")).position())
                .isEmpty();
        assertThat(PlaceReader.read(MmdbWriter.city("X", "Y", "Z", Double.NaN, 0, "T")).position())
                .isEmpty();
    }
}
