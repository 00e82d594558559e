package dev.headrace.plugin.opensearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each answer of a cluster means, of a gateway that gives it. */
class RefusalTest {

    private static final SampleBatch BATCH =
            SampleBatch.of("p", 3, i -> SampleRecord.of("clicks", "e-" + i, "{\"n\":" + i + "}"));

    private Gateway gateway;
    private Sink sink;

    @BeforeEach
    void open() throws Exception {
        gateway = Gateway.alone();
        sink = sink(Map.of());
    }

    @AfterEach
    void close() {
        sink.close();
        gateway.close();
    }

    @Test
    void everyItemHasItsOwnOutcome() throws Exception {
        WriteResult result =
                written(
                        item(201, "", ""),
                        item(
                                400,
                                "mapper_parsing_exception",
                                "failed to parse field [event.n] of type [long] in document with id 'e-1'. Preview of field's value: 'canary'"),
                        item(429, "opensearch_rejected_execution_exception", "busy"));

        assertThat(result.outcome(0)).isEqualTo(new Outcome.Delivered("headrace-clicks-2026.11"));
        assertThat(result.outcome(1))
                .isEqualTo(
                        new Outcome.Rejected(
                                "mapper-parsing",
                                "the field event.n of the index has another type"));
        assertThat(result.outcome(2)).isInstanceOf(Outcome.Throttled.class);
    }

    @Test
    void aShardThatFailsLeavesItsDocumentUnknown() throws Exception {
        WriteResult result =
                written(item(200, "", ""), item(500, "engine_exception", "x"), item(201, "", ""));

        assertThat(result.outcome(1)).isEqualTo(new Outcome.Unknown("engine"));
    }

    @ParameterizedTest
    @CsvSource({
        "403, cluster_block_exception, Unavailable",
        "429, cluster_block_exception, Unavailable",
        "400, index_closed_exception, Unavailable",
        "400, validation_exception, Unavailable",
        "503, unavailable_shards_exception, Unavailable",
        "404, index_not_found_exception, Misconfigured",
        "400, invalid_index_name_exception, Misconfigured",
        "403, security_exception, Unauthorised"
    })
    void aFaultOfTheClusterRejectsNothing(int status, String type, String expected) {
        assertThatThrownBy(() ->
                        written(
                                item(201, "", ""),
                                item(status, type, "the reason"),
                                item(201, "", "")))
                .isInstanceOf(SinkException.class)
                .extracting(e -> e.getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void aDataStreamInPlaceOfAnIndexIsAMistakeInTheConfiguration() {
        assertThatThrownBy(() ->
                        written(
                                item(
                                        400,
                                        "illegal_argument_exception",
                                        "only write ops with an op_type of create are allowed in data streams"),
                                item(201, "", ""),
                                item(201, "", "")))
                .isInstanceOf(SinkException.Misconfigured.class);
    }

    @Test
    void aClusterThatIsBusyWithEverythingThrottles() {
        assertThatThrownBy(() ->
                        written(
                                item(429, "rejected", "busy"),
                                item(429, "rejected", "busy"),
                                item(429, "rejected", "busy")))
                .isInstanceOf(SinkException.Throttled.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, Unauthorised",
        "403, Unauthorised",
        "413, TooLarge",
        "429, Throttled",
        "404, Unavailable",
        "500, Unavailable",
        "502, Unavailable",
        "503, Unavailable"
    })
    void theRequestAsAWhole(int status, String expected) throws Exception {
        var reply = new Gateway.Reply(status, "<html>a gateway's page</html>", Optional.of("7"));
        try (AutoCloseable _ = gateway.answering("/_bulk", reply)) {
            assertThatThrownBy(() -> sink.write(BATCH))
                    .isInstanceOf(SinkException.class)
                    .satisfies(e -> {
                        assertThat(e.getClass().getSimpleName()).isEqualTo(expected);
                        if (e instanceof SinkException.Throttled throttled) {
                            assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(7));
                        }
                    });
        }
    }

    @Test
    void anAnswerThatNobodyUnderstandsIsUnknownForEveryRecord() throws Exception {
        for (String body : new String[] {"", "{}", "{\"items\":[", "{\"items\":[{}]}", "hello"}) {
            try (AutoCloseable _ = gateway.answering("/_bulk", Gateway.Reply.of(200, body))) {
                WriteResult result = sink.write(BATCH);

                assertThat(result.outcome(0)).isInstanceOf(Outcome.Unknown.class);
                assertThat(result.outcome(2)).isInstanceOf(Outcome.Unknown.class);
            }
        }
    }

    @Test
    void credentialsAreSentAndShownNowhere() throws Exception {
        try (Sink basic = sink(Map.of("username", "u", "password", "p-canary"));
                Sink key = sink(Map.of("api-key", "k-canary"))) {
            assertThat(gateway.requests())
                    .extracting(request -> String.join("", request.authorization()))
                    .contains("Basic dTpwLWNhbmFyeQ==", "ApiKey k-canary");
            try (AutoCloseable _ = gateway.answering(Gateway.Reply.of(401, ""))) {
                assertThat(basic.check().toString())
                        .contains("refuses the credentials")
                        .doesNotContain("canary");
                assertThatThrownBy(() -> key.write(BATCH))
                        .isInstanceOf(SinkException.Unauthorised.class)
                        .hasMessageNotContaining("canary");
            }
        }
    }

    @Test
    void bodiesAreCompressedUnlessTheyAreNotToBe() throws Exception {
        try (Sink plain = sink(Map.of("compression", "none"))) {
            plain.write(BATCH);
            sink.write(BATCH);
        }

        assertThat(gateway.requests())
                .filteredOn(request -> request.path().startsWith("/_bulk"))
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.body())
                                .startsWith(
                                        "{\"index\":{\"_index\":\"headrace-clicks-2026.11\",\"_id\":\"service conformance-kit\u00b7e-0\"}}\n{\"id\":\"e-0\",")
                                .endsWith("\"event\":{\"n\":2}}\n"));
    }

    @Test
    void aClusterThatIsAwayIsUnavailable() {
        gateway.close();

        assertThatThrownBy(() -> sink.write(BATCH)).isInstanceOf(SinkException.Unavailable.class);
        assertThatThrownBy(() -> sink(Map.of())).isInstanceOf(SinkException.Unavailable.class);
    }

    @Test
    void aPageThatIsNoClusterIsAMistakeInTheConfiguration() throws Exception {
        try (AutoCloseable _ = gateway.answering(Gateway.Reply.of(404, "not here"))) {
            assertThatThrownBy(() -> sink(Map.of()))
                    .isInstanceOf(SinkException.Misconfigured.class)
                    .hasMessageContaining("there is no OpenSearch at " + gateway.url());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "url, ftp://x, must begin with http",
        "url, https://u:p@x, must not hold a user",
        "index, headrace, must hold {stream}",
        "index, Head-{stream}, must begin with a small letter",
        "index, {stream}-{week}, knows only",
        "username, u, go together",
        "headers, no-colon, each line must be",
        "headers, Host: x, cannot be sent",
        "templates, maybe, is not one of write"
    })
    void refusesSettingsThatDoNotFit(String key, String value, String problem) {
        assertThatThrownBy(() -> sink(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(problem);
    }

    private WriteResult written(String... items) throws Exception {
        String body = "{\"took\":1,\"errors\":true,\"items\":[" + String.join(",", items) + "]}";
        try (AutoCloseable _ = gateway.answering("/_bulk", Gateway.Reply.of(200, body))) {
            return sink.write(BATCH);
        }
    }

    private static String item(int status, String type, String reason) {
        String error =
                type.isEmpty()
                        ? ""
                        : ",\"error\":{\"type\":\"%s\",\"reason\":\"%s\",\"caused_by\":{\"type\":\"x\"}}"
                                .formatted(type, reason);
        return "{\"index\":{\"_index\":\"i\",\"status\":" + status + error + "}}";
    }

    private Sink sink(Map<String, String> more) throws Exception {
        var settings = new HashMap<>(Map.of("url", gateway.url()));
        settings.putAll(more);
        var provider = new OpenSearchSinkProvider();
        Sink created = provider.create(provider.config().parse(settings));
        created.open(
                SampleContext.of(
                        Path.of("target"),
                        SampleContext.contract("clicks", "{\"type\":\"object\"}")));
        return created;
    }
}
