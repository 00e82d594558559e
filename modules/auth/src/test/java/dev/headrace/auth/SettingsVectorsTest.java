package dev.headrace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class SettingsVectorsTest {

    private static final Path FILE = Path.of("panda.settings");

    private final VectorFile vectors = VectorFile.asked();

    @TestFactory
    Stream<DynamicTest> keepsOfEverySettingsTextWhatIsOurs() {
        return VectorFile.tests(
                vectors.at("settingsParsing"),
                vector ->
                        assertThat(PandaSettingsParser.values(vector.path("text").asString()))
                                .isEqualTo(ours(vector.path("parsed"))));
    }

    /** Private keys and names of cookies are parsed upstream too, but not kept by us. */
    private static Map<String, String> ours(JsonNode parsed) {
        Map<String, String> ours = new TreeMap<>();
        for (Map.Entry<String, JsonNode> value : parsed.properties()) {
            if (value.getKey().equals("publicKey") || value.getKey().startsWith("alsoAccept.")) {
                ours.put(value.getKey(), value.getValue().asString());
            }
        }
        return ours;
    }

    @TestFactory
    Stream<DynamicTest> readsEverySettingsFile() {
        return vectors.at("settingsFiles")
                .propertyStream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getKey(), () -> readsKeys(file.getValue())));
    }

    private static void readsKeys(JsonNode text) {
        PandaKeys keys = PandaSettingsParser.parse(FILE, text.asString());

        List<String> lines = text.asString().lines().filter(line -> line.contains("=")).toList();
        assertThat(keys.accepted()).hasSameSizeAs(lines);
        assertThat(lines).anyMatch(line -> line.startsWith("publicKey="));
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(keys.accepted())
                                .contains(PandaKey.parse(line.substring(line.indexOf('=') + 1))));
    }

    @ParameterizedTest
    @CsvSource({
        "legacy,        true,  false",
        "1-upcoming,    true,  true",
        "2-in-progress, true,  true",
        "3-complete,    false, true"
    })
    void acceptsTheOldAndTheNewKeyAtEachStepOfARotation(
            String step, boolean acceptsOld, boolean acceptsNew) {
        VectorFile shipped = VectorFile.shipped();
        PandaKeys keys =
                PandaSettingsParser.parse(FILE, shipped.at("settingsFiles", step).asString());
        Instant expires = Instant.EPOCH;

        PandaCookie old = PandaCookie.parse(Cookies.fresh("A", expires)).orElseThrow();
        PandaCookie fresh = PandaCookie.parse(Cookies.fresh("B", expires)).orElseThrow();

        assertThat(keys.signing(old).isPresent()).isEqualTo(acceptsOld);
        assertThat(keys.signing(fresh).isPresent()).isEqualTo(acceptsNew);
    }
}
