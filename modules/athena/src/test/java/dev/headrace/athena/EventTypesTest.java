package dev.headrace.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headrace.athena.EventTypes.EventType;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventTypesTest {

    @Test
    void comeFromTheSchemasBranches() {
        assertThat(EventTypes.of(TestContracts.media()))
                .containsExactly(
                        new EventType("type", "play", "play"),
                        new EventType("type", "bandwidth-sample", "bandwidth_sample"),
                        new EventType("type", "Bandwidth Sample", "bandwidth_sample_2"));
    }

    @Test
    void comeFromTheHintWhereTheSchemaLeavesThemOpen() {
        StreamContract contract =
                contract(
                        "{\"properties\":{\"a\":{\"properties\":{\"b/c\":{\"type\":\"string\"}}}}}",
                        Map.of("type", "/a/b~1c", "types", List.of("one", "two")));

        assertThat(EventTypes.of(contract))
                .containsExactly(
                        new EventType("a_b_c", "one", "one"), new EventType("a_b_c", "two", "two"));
    }

    @Test
    void areFoundBehindReferences() {
        StreamContract contract =
                contract(
                        """
                        {"$ref": "#/$defs/event", "$defs": {
                          "event": {"properties": {"type": {"$ref": "#/$defs/type"}},
                                    "allOf": [{"$ref": "#/$defs/event"}]},
                          "type": {"enum": ["a", "b", 3, null]}}}
                        """,
                        Map.of("type", "/type"));

        assertThat(EventTypes.of(contract)).extracting(EventType::value).containsExactly("a", "b");
    }

    @Test
    void aStreamWithoutAHintIsOfOneType() {
        assertThat(EventTypes.of(TestContracts.deploymentMetrics())).isEmpty();
    }

    @Test
    void hintsThatDoNotFitAreRefused() {
        refused(Map.of("type", "/none"), "hints.athena.type names no member of the schemas: /none");
        refused(Map.of("type", 7), "hints.athena.type is not a text");
        refused(
                Map.of("type", "/open"),
                "hints.athena.types is missing: the schemas do not list the values of type");
        refused(Map.of("type", "/open", "types", "a"), "hints.athena.types is not a list of texts");
        refused(
                Map.of("types", List.of("a")),
                "hints.athena.types needs type: the JSON Pointer of the member that names the type");
    }

    private static void refused(Map<String, Object> hints, String message) {
        StreamContract contract =
                contract("{\"properties\":{\"open\":{\"type\":\"string\"}}}", hints);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> EventTypes.of(contract))
                .withMessage(message);
    }

    private static StreamContract contract(String schema, Map<String, Object> hints) {
        StreamContract plain = SampleContext.contract("open", schema);
        return new StreamContract(
                plain.name(),
                plain.title(),
                plain.schemas(),
                plain.key(),
                plain.layout(),
                plain.retention(),
                hints);
    }
}
