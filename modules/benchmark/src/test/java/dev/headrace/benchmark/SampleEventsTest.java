package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Contract;
import dev.headrace.validation.LoadedStreams;
import dev.headrace.validation.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleEventsTest {

    private final SampleEvents events =
            new SampleEvents(new SplittableRandom(1), Instant.parse("2026-11-22T08:00:00Z"));

    @Test
    void keepTheContractAndTheirSize() throws IOException {
        LoadedStreams streams = ShippedContract.load();
        Contract contract = ShippedContract.contract(streams);

        for (int i = 0; i < 200; i++) {
            byte[] event = events.event();
            JsonNode json = JsonMapper.shared().readTree(event);
            assertThat(event).hasSize(SampleEvents.BYTES);
            assertThat(streams.validator().validate(contract, OptionalInt.empty(), json))
                    .isInstanceOf(Verdict.Valid.class);
        }
    }

    @Test
    void areAcceptedByThePlainLibraryToo() throws IOException {
        JsonNode json = JsonMapper.shared().readTree(events.event());

        assertThat(ShippedContract.plainSchema().validate(json)).isEmpty();
        assertThat(ShippedContract.plainSchema().validate(JsonMapper.shared().readTree("{}")))
                .isNotEmpty();
    }

    @Test
    void comeAloneOrInAnArray() {
        assertThat(JsonMapper.shared().readTree(events.body(1)).isObject()).isTrue();
        assertThat(JsonMapper.shared().readTree(events.body(100))).hasSize(100);
    }
}
