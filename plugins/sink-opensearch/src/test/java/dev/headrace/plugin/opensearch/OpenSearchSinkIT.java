package dev.headrace.plugin.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Principal;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the sink makes of a real OpenSearch 3.8, beside what the conformance kit looks at. */
@Tag("real-server")
class OpenSearchSinkIT {

    private static final String SCHEMA =
            """
            {"type":"object","required":["n"],"properties":{
              "n":{"type":"integer"},"text":{"type":"string"},"ratio":{"type":"number"},
              "done":{"type":"boolean"},"at":{"type":"string","format":"date-time"},
              "tags":{"type":"object","properties":{"region":{"type":"string"}}},
              "list":{"type":"array"}}}
            """;

    private OpenSearchTarget target;
    private Sink sink;

    @BeforeEach
    void open() throws Exception {
        target = new OpenSearchTarget();
        target.clear();
        sink = sink(SampleContext.contract("clicks", SCHEMA));
    }

    @AfterEach
    void close() throws Exception {
        sink.close();
        target.clear();
        target.close();
    }

    @Test
    void anIndexPerStreamAndMonthOfTheReceivedTime() throws Exception {
        SampleRecord november = SampleRecord.of("clicks", "a", "{\"n\":1}");
        SampleRecord december =
                november.withId("b")
                        .withTimes(
                                Instant.parse("2026-12-01T00:00:00Z"),
                                Instant.parse("2026-11-30T00:00:00Z"));

        WriteResult result =
                sink.write(
                        SampleBatch.of(
                                "p",
                                List.of(
                                        november,
                                        december,
                                        SampleRecord.of("errors", "c", "{\"n\":1}"))));

        assertThat(result.outcome(0)).isEqualTo(delivered("headrace-clicks-2026.11"));
        assertThat(result.outcome(1)).isEqualTo(delivered("headrace-clicks-2026.12"));
        assertThat(result.outcome(2)).isEqualTo(delivered("headrace-errors-2026.11"));
        assertThat(target.documents())
                .extracting(hit -> hit.get("_index").asString() + ' ' + hit.get("_id").asString())
                .containsExactlyInAnyOrder(
                        "headrace-clicks-2026.11 service conformance-kit\u00b7a",
                        "headrace-clicks-2026.12 service conformance-kit\u00b7b",
                        "headrace-errors-2026.11 service conformance-kit\u00b7c");
    }

    @Test
    void anEventThatComesAgainOverwritesItself() throws Exception {
        SampleBatch batch = SampleBatch.of("p-1", 10, i -> event(i, "{\"n\":" + i + "}"));

        sink.write(batch);
        sink.write(SampleBatch.of("p-2", batch.records()));

        assertThat(target.stored()).hasSize(10);
    }

    @Test
    void anEventOverwritesNoOtherOwnersEventOfTheSameId() throws Exception {
        SampleRecord any = SampleRecord.of("clicks", "a", "{\"n\":1}");
        var nobody = new Principal("anonymous", "anonymous", Optional.empty());
        var checkout = new Principal("service", "checkout", Optional.empty());
        var search = new Principal("service", "search", Optional.empty());
        List<SampleRecord> events =
                List.of(
                        any.withCaller(Optional.empty(), nobody),
                        any.withCaller(Optional.empty(), checkout),
                        any.withCaller(Optional.empty(), search),
                        any.withCaller(Optional.of("7"), checkout),
                        any.withCaller(Optional.of("9"), checkout));

        sink.write(SampleBatch.of("p-1", events));
        sink.write(SampleBatch.of("p-2", events));

        assertThat(target.documents())
                .extracting(hit -> hit.get("_id").asString())
                .containsExactlyInAnyOrder(
                        "a",
                        "service checkout\u00b7a",
                        "service search\u00b7a",
                        "7\u00b7a",
                        "9\u00b7a");
    }

    @Test
    void theTemplateHasTheContractsFieldsAndTheirTypes() throws Exception {
        sink.write(SampleBatch.of("p", List.of(event(1, "{\"n\":1,\"other\":{\"x\":1}}"))));

        JsonNode properties = mapping("headrace-clicks-2026.11");
        JsonNode event = properties.get("event").get("properties");
        assertThat(event.get("n").get("type").asString()).isEqualTo("long");
        assertThat(event.get("text").get("type").asString()).isEqualTo("keyword");
        assertThat(event.get("ratio").get("type").asString()).isEqualTo("double");
        assertThat(event.get("done").get("type").asString()).isEqualTo("boolean");
        assertThat(event.get("at").get("type").asString()).isEqualTo("date");
        assertThat(event.get("tags").get("properties").get("region").get("type").asString())
                .isEqualTo("keyword");
        assertThat(event.get("list").get("enabled").asBoolean()).isFalse();
        assertThat(event.has("other")).isFalse();
        assertThat(properties.get("receivedAt").get("type").asString()).isEqualTo("date");
        assertThat(properties.get("occurredAt").get("type").asString()).isEqualTo("date_nanos");
    }

    @Test
    void membersThatNobodyNamedAreKeptAndNeverBecomeFields() throws Exception {
        SampleBatch batch =
                SampleBatch.of(
                        "p",
                        2_000,
                        i -> event(i, "{\"n\":" + i + ",\"made_up_" + i + "\":" + i + "}"));

        WriteResult result = sink.write(batch);

        assertThat(result.outcome(1_999)).isInstanceOf(Outcome.Delivered.class);
        assertThat(mapping("headrace-clicks-2026.11").toString()).doesNotContain("made_up");
        assertThat(target.stored()).hasSize(2_000);
        assertThat(target.stored())
                .anySatisfy(
                        one -> assertThat(one.json().orElseThrow()).contains("\"made_up_7\":7"));
    }

    @Test
    void aValueThatDoesNotFitItsFieldKeepsTheEvent() throws Exception {
        String odd = "{\"n\":92233720368547758070,\"ratio\":1e400,\"at\":\"yesterday\"}";

        WriteResult result = sink.write(SampleBatch.of("p", List.of(event(1, odd))));

        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(target.stored().getFirst().json().orElseThrow())
                .contains("92233720368547758070");
        assertThat(target.documents().getFirst().get("_ignored"))
                .extracting(JsonNode::asString)
                .contains("event.n", "event.at");
    }

    @Test
    void aMappingConflictRejectsItsOwnRecordAlone() throws Exception {
        target.server()
                .ask(
                        "PUT",
                        "/headrace-clicks-2026.11",
                        """
                        {"mappings":{"properties":{"event":{"properties":{
                         "done":{"type":"boolean"},"extra":{"type":"object"}}}}}}\
                        """);
        SampleBatch batch =
                SampleBatch.of("p", 500, i -> event(i, "{\"n\":" + i + "}"))
                        .replacing(250, event(250, "{\"n\":1,\"extra\":\"canary\"}"));

        WriteResult result = sink.write(batch);

        assertThat(result.outcome(250))
                .isInstanceOfSatisfying(
                        Outcome.Rejected.class,
                        rejected -> {
                            assertThat(rejected.code()).isEqualTo("mapper-parsing");
                            assertThat(rejected.detail()).doesNotContain("canary");
                        });
        assertThat(target.stored()).hasSize(499);
    }

    @Test
    void aDiskAtItsFloodStageIsUnavailableAndRejectsNothing() throws Exception {
        sink.write(SampleBatch.of("p-1", List.of(event(1, "{\"n\":1}"))));
        block("index.blocks.read_only_allow_delete", "true");

        assertThatThrownBy(() -> sink.write(SampleBatch.of("p-2", List.of(event(2, "{\"n\":2}")))))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessageContaining("cluster_block_exception");
        assertThat(sink.check().toString()).contains("some index is blocked");

        block("index.blocks.read_only_allow_delete", "null");
        assertThat(sink.write(SampleBatch.of("p-2", List.of(event(2, "{\"n\":2}")))).outcome(0))
                .isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aClosedIndexIsUnavailableAndRejectsNothing() throws Exception {
        sink.write(SampleBatch.of("p-1", List.of(event(1, "{\"n\":1}"))));
        target.server().ask("POST", "/headrace-clicks-2026.11/_close", "");

        assertThatThrownBy(() -> sink.write(SampleBatch.of("p-2", List.of(event(2, "{\"n\":2}")))))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessageContaining("index_closed_exception");
    }

    @Test
    void aRequestThatIsLargerThanTheClusterTakesIsTooLarge() {
        String text = "x".repeat(6 << 20);
        SampleBatch batch =
                SampleBatch.of("p", 3, i -> event(i, "{\"n\":1,\"text\":\"" + text + "\"}"));

        assertThatThrownBy(() -> plain().write(batch)).isInstanceOf(SinkException.TooLarge.class);
    }

    @Test
    void aContractThatGrowsGivesItsFieldsToTheIndexThatIsThere() throws Exception {
        var context =
                SampleContext.of(
                        Path.of("target"),
                        SampleContext.contract(
                                "clicks",
                                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"}}}"));
        sink.open(context);
        sink.write(SampleBatch.of("p-1", List.of(event(1, "{\"n\":1}"))));

        context.change(SampleContext.contract("clicks", SCHEMA));
        sink.write(SampleBatch.of("p-2", List.of(event(2, "{\"n\":2,\"text\":\"new\"}"))));

        target.documents();
        assertThat(
                        target.server()
                                .ask(
                                        "POST",
                                        "/headrace-clicks-*/_count",
                                        "{\"query\":{\"term\":{\"event.text\":\"new\"}}}"))
                .contains("\"count\":1");
    }

    @Test
    void aStreamWhoseNameBeginsLikeAnotherHasItsOwnTemplate() throws Exception {
        sink.open(
                SampleContext.of(
                        Path.of("target"),
                        SampleContext.contract("clicks", SCHEMA),
                        SampleContext.contract(
                                "clicks-raw",
                                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"string\"}}}")));

        sink.write(
                SampleBatch.of(
                        "p", List.of(SampleRecord.of("clicks-raw", "a", "{\"n\":\"one\"}"))));

        JsonNode event = mapping("headrace-clicks-raw-2026.11").get("event").get("properties");
        assertThat(event.get("n").get("type").asString()).isEqualTo("keyword");
    }

    @Test
    void theCheckNamesVersionAndHealth() throws Exception {
        assertThat(sink.check().usable()).isTrue();
        assertThat(sink.check().toString()).contains("version 3.8.0").contains("none is blocked");
    }

    private void block(String setting, String value) throws Exception {
        target.server()
                .ask("PUT", "/headrace-clicks-*/_settings", "{\"" + setting + "\":" + value + "}");
    }

    private JsonNode mapping(String index) throws Exception {
        return JsonMapper.shared()
                .readTree(target.server().get("/" + index + "/_mapping"))
                .get(index)
                .get("mappings")
                .get("properties");
    }

    private Sink plain() throws Exception {
        Sink plain = create(Map.of("compression", "none", "max-request-size", "20MiB"));
        plain.open(SampleContext.of(Path.of("target")));
        return plain;
    }

    private Sink sink(dev.headrace.sink.StreamContract contract) throws Exception {
        Sink created = create(Map.of());
        created.open(SampleContext.of(Path.of("target"), contract));
        return created;
    }

    private Sink create(Map<String, String> more) {
        var settings = new java.util.HashMap<>(more);
        settings.put("url", target.gateway().url());
        settings.put("replicas", "0");
        var provider = new OpenSearchSinkProvider();
        return provider.create(provider.config().parse(settings));
    }

    private static SampleRecord event(int number, String json) {
        return SampleRecord.of("clicks", "e-" + number, json);
    }

    private static Outcome delivered(String ref) {
        return new Outcome.Delivered(ref);
    }
}
