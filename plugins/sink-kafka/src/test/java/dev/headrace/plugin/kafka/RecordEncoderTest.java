package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.Principal;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {

    private static final String HEADER = "headrace-organisation";
    private static final Principal SOMEBODY = new Principal("session", "4711", Optional.empty());

    private final RecordEncoder encoder =
            new RecordEncoder(
                    KafkaSettings.from(
                            KafkaSpec.SPEC.parse(
                                    Map.of("brokers", "localhost:9092", "topic", "events"))));

    /** The last header of a name is the one that counts; an attribute may have its name too. */
    @Test
    void aRecordsHeaderNamesTheOrganisationOfItsOwnEventAlone() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String organisation = random.nextBoolean() ? "7" : "9";
            SampleRecord record =
                    SampleRecord.of(SampleRecord.STREAM, "e-" + i, "{}")
                            .withCaller(Optional.of(organisation), SOMEBODY)
                            .withAttributes(
                                    random.nextBoolean() ? Map.of() : Map.of(HEADER, "another"));

            ProducerRecord<byte[], byte[]> encoded = encoder.encode(record);

            byte[] said = encoded.headers().lastHeader(HEADER).value();
            assertThat(new String(said, StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .isEqualTo(organisation);
            assertThat(new String(encoded.value(), StandardCharsets.UTF_8))
                    .as("seed %d", seed)
                    .contains("\"organisation\":\"" + organisation + "\"");
        }
    }

    @Test
    void anEventOfNoOrganisationHasNoSuchHeader() {
        encoder.encode(
                SampleRecord.of(SampleRecord.STREAM, "of-one", "{}")
                        .withCaller(Optional.of("7"), SOMEBODY));

        ProducerRecord<byte[], byte[]> encoded =
                encoder.encode(SampleRecord.of(SampleRecord.STREAM, "of-none", "{}"));

        assertThat(encoded.headers().lastHeader(HEADER)).isNull();
    }
}
