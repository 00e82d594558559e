package dev.headrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Records of several organisations and of none go through one writer, in an order that a seed
 * decides: each line names its own, whatever its event says about organisations.
 */
class OrganisationsTest {

    private static final String[] NAMES = {"7", "9", "70", "a.b-c_d"};
    private static final Principal SOMEBODY =
            new Principal("session", "4711", Optional.empty()); // the same everywhere

    @ParameterizedTest
    @EnumSource(names = {"ENVELOPE", "FLATTENED"})
    void aLineNamesTheOrganisationOfItsOwnRecordAlone(EnvelopeWriter.Form form) throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        EnvelopeWriter writer = EnvelopeWriter.of(form);
        for (int i = 0; i < 5_000; i++) {
            Optional<String> organisation =
                    Optional.of(random.nextInt(NAMES.length + 1))
                            .filter(number -> number < NAMES.length)
                            .map(number -> NAMES[number]);
            String other = NAMES[random.nextInt(NAMES.length)];
            TestRecord plain =
                    TestRecord.of("{\"organisation\":\"%s\",\"Organisation\":1}".formatted(other));
            TestRecord record = organisation.map(name -> plain.from(name, SOMEBODY)).orElse(plain);

            var line = new ByteArrayOutputStream();
            writer.write(record, line);

            JsonNode json = Written.parse(line.toString(StandardCharsets.UTF_8));
            assertThat(Optional.ofNullable(json.get("organisation")).map(JsonNode::asString))
                    .as("seed %d", seed)
                    .isEqualTo(organisation);
        }
    }
}
