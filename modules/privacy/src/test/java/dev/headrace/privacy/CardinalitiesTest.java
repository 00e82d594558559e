package dev.headrace.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Cardinality;
import dev.headrace.event.Contract;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CardinalitiesTest {

    private final Cardinalities cardinalities =
            new Cardinalities(Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));

    private static Contract bounding(int most) {
        var bound = new Cardinality(most, Cardinality.Window.DAY, List.of(), "(other)");
        return EventRefinerTest.contract(
                Map.of(), Contract.Limits.DEFAULT.with(new TreeMap<>(Map.of("/page", bound))));
    }

    private String kept(Contract contract, String page) {
        String event = "{\"page\":\"" + page + "\"}";
        byte[] json = event.getBytes(StandardCharsets.UTF_8);
        return cardinalities
                .of(contract)
                .orElseThrow()
                .bound(JsonMapper.shared().readTree(event), json, 0, json.length)
                .map(changed -> new String(changed, StandardCharsets.UTF_8))
                .orElse(event);
    }

    @Test
    void aContractThatIsReadAgainGoesOnWithWhatWasSeen() {
        kept(bounding(1), "/a");

        assertThat(kept(bounding(1), "/b")).isEqualTo("{\"page\":\"(other)\"}");
        assertThat(kept(bounding(1), "/a")).isEqualTo("{\"page\":\"/a\"}");
    }

    @Test
    void anotherBoundBeginsAnew() {
        kept(bounding(1), "/a");

        assertThat(kept(bounding(2), "/b")).isEqualTo("{\"page\":\"/b\"}");
    }

    @Test
    void aContractWithoutBoundsHasNothingToApply() {
        assertThat(cardinalities.of(EventRefinerTest.contract(Map.of()))).isEmpty();
    }

    @Test
    void textsAreComparedAsTheyAreMeant() {
        kept(bounding(1), "/a");

        assertThat(kept(bounding(1), "\\u002fa")).isEqualTo("{\"page\":\"\\u002fa\"}");
    }
}
