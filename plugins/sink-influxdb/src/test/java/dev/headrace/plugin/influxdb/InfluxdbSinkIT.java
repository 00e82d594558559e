package dev.headrace.plugin.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of InfluxDB 1.6.7 finds. */
@Tag("real-server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InfluxdbSinkIT {

    private final List<Sink> sinks = new ArrayList<>();
    private InfluxServer server;

    @BeforeAll
    void start() throws Exception {
        server = InfluxServer.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.query("DROP DATABASE " + InfluxServer.DATABASE);
        server.makeDatabase(InfluxServer.DATABASE);
    }

    @AfterEach
    void closeSinks() {
        sinks.forEach(Sink::close);
        sinks.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "none"})
    void theCountsOfTheWebEventsComeBackInInfluxQl(String compression) throws Exception {
        Sink sink = open(Map.of("compression", compression), WebEvents.contract());
        List<String> domains = List.of("www.example.com", "www.example.org", "docs.example.com");
        List<String> notes = List.of("Mastodon", "Reddit", "");

        SampleBatch batch =
                SampleBatch.of(
                        "b",
                        5_000,
                        i ->
                                WebEvents.event(
                                        i,
                                        domains.get(i % 7 % 3),
                                        i % 5 == 0 ? "search" : "share",
                                        notes.get(i % 4 % 3)));
        assertAllDelivered(sink.write(batch));

        assertThat(
                        counts(
                                "SELECT sum(counter) FROM pf_analytics_event GROUP BY \"domain\"",
                                "domain"))
                .isEqualTo(expected(i -> domains.get(i % 7 % 3)));
        assertThat(counts("SELECT sum(counter) FROM pf_analytics_event GROUP BY event", "event"))
                .isEqualTo(expected(i -> i % 5 == 0 ? "search" : "share"));
        for (String note : notes) {
            assertThat(sum("WHERE note = '" + note + "'"))
                    .isEqualTo(expected(i -> notes.get(i % 4 % 3)).get(note));
        }
        assertThat(server.rows("SHOW TAG KEYS FROM pf_analytics_event"))
                .extracting(row -> row.get("tagKey"))
                .containsExactlyInAnyOrder(
                        "domain", "event", "node", "page", "platform", "sess", "timezone", "type");
        assertThat(server.rows("SHOW FIELD KEYS FROM pf_analytics_event"))
                .extracting(row -> row.get("fieldKey") + " " + row.get("fieldType"))
                .containsExactlyInAnyOrder("counter integer", "note string");
    }

    private static Map<String, Long> expected(java.util.function.IntFunction<String> of) {
        var counts = new TreeMap<String, Long>();
        IntStream.range(0, 5_000).forEach(i -> counts.merge(of.apply(i), 1L, Long::sum));
        return counts;
    }

    private Map<String, Long> counts(String influxQl, String tag) {
        var counts = new TreeMap<String, Long>();
        server.rows(influxQl)
                .forEach(row ->
                        counts.put(
                                row.getOrDefault(tag, ""),
                                Long.valueOf(row.getOrDefault("sum", "0"))));
        return counts;
    }

    private long sum(String where) {
        return server.rows("SELECT sum(counter) FROM pf_analytics_event " + where).stream()
                .mapToLong(row -> Long.parseLong(row.getOrDefault("sum", "0")))
                .sum();
    }

    @Test
    void equalEventsOfOneMillisecondAllStayAlsoAMillionRecordsApart() throws Exception {
        Sink sink = open(Map.of(), WebEvents.contract());
        long[] numbers = {0, 1, 2, 999_999, 1_000_000, 1_000_001, 2_000_001, 1L << 40};

        assertAllDelivered(
                sink.write(
                        SampleBatch.of(
                                "b",
                                numbers.length,
                                i ->
                                        WebEvents.event(
                                                numbers[i], "www.example.com", "share", "x"))));

        assertThat(sum("")).isEqualTo(numbers.length);
    }

    @Test
    void aRetryInAnyBatchWritesTheVerySamePoints() throws Exception {
        Sink sink = open(Map.of(), WebEvents.contract());
        List<SampleRecord> events =
                IntStream.range(0, 100)
                        .mapToObj(i -> WebEvents.event(i, "www.example.com", "share", "x"))
                        .toList();
        sink.write(SampleBatch.of("b-1", events));
        List<Map<String, String>> before = server.rows("SELECT * FROM pf_analytics_event");

        sink.write(SampleBatch.of("b-2", events.subList(20, 90)));
        open(Map.of(), WebEvents.contract()).write(SampleBatch.of("b-1", events));

        assertThat(server.rows("SELECT * FROM pf_analytics_event")).isEqualTo(before).hasSize(100);
    }

    @Test
    void oddTextsComeBackAsTheyWereSent() throws Exception {
        Sink sink = open(Map.of(), WebEvents.contract());
        var random = new Random(42);
        var sent = new HashMap<Long, List<String>>();
        var events = new ArrayList<SampleRecord>();
        for (int i = 0; i < 3_000; i++) {
            List<String> texts = List.of(whole(random), whole(random), whole(random));
            events.add(WebEvents.event(i, "d" + texts.get(0), "e" + texts.get(1), texts.get(2)));
            sent.put(1795338930123000000L + i, texts);
        }

        assertAllDelivered(sink.write(SampleBatch.of("b", events)));

        List<Map<String, String>> rows =
                server.rows("SELECT \"domain\", event, note FROM pf_analytics_event");
        assertThat(rows).hasSize(3_000);
        for (Map<String, String> row : rows) {
            Instant time = Instant.parse(row.getOrDefault("time", ""));
            List<String> texts =
                    sent.getOrDefault(
                            time.getEpochSecond() * 1_000_000_000 + time.getNano(), List.of());
            assertThat(row.get("domain")).isEqualTo(OddTexts.asTag("d" + texts.get(0)));
            assertThat(row.get("event")).isEqualTo(OddTexts.asTag("e" + texts.get(1)));
            assertThat(row.getOrDefault("note", "")).isEqualTo(OddTexts.whole(texts.get(2)));
        }
    }

    /** Half a surrogate pair cannot be in an event's UTF-8, only in an escape. */
    private static String whole(Random random) {
        return OddTexts.next(random).replace("\ud800", "");
    }

    @Test
    void linesWhoseFieldHasAnotherTypeAreRejectedAndTheRestIsDelivered() throws Exception {
        StreamContract whole = oneField("numbers", "v", "integer");
        StreamContract text = oneField("texts", "v", "string");
        Sink sink = open(Map.of(), whole, text);
        assertAllDelivered(sink.write(SampleBatch.of("b-1", List.of(number(0)))));

        WriteResult result =
                sink.write(
                        SampleBatch.of(
                                "b-2", 1_000, i -> i % 100 == 7 ? text(i + 1) : number(i + 1)));

        for (int i = 0; i < 1_000; i++) {
            if (i % 100 == 7) {
                assertThat(result.outcome(i))
                        .isInstanceOfSatisfying(
                                Outcome.Rejected.class,
                                rejected -> {
                                    assertThat(rejected.code()).isEqualTo("field-type-conflict");
                                    assertThat(rejected.detail()).doesNotContain("canary");
                                });
            } else {
                assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class);
            }
        }
        assertThat(server.rows("SELECT v FROM shared")).hasSize(991);
    }

    private static StreamContract oneField(String stream, String name, String type) {
        return WebEvents.with(
                SampleContext.contract(stream, "{\"type\":\"object\",\"properties\":{\"v\":{}}}"),
                Map.of(
                        "measurement",
                        "shared",
                        "fields",
                        Map.of(name, Map.of("at", "/v", "type", type))));
    }

    private static SampleRecord number(int i) {
        return SampleRecord.of("numbers", "e-" + i, "{\"v\":" + i + "}")
                .withPosition(WebEvents.position(i));
    }

    private static SampleRecord text(int i) {
        return SampleRecord.of("texts", "e-" + i, "{\"v\":\"canary\"}")
                .withPosition(WebEvents.position(i));
    }

    @Test
    void pointsThatTheRetentionPolicyNoLongerKeepsAreRejectedAlone() throws Exception {
        server.query(
                "CREATE RETENTION POLICY hours ON "
                        + InfluxServer.DATABASE
                        + " DURATION 24h REPLICATION 1");
        Sink sink = open(Map.of("retention-policy", "hours"), WebEvents.contract());
        Instant now = Instant.now();
        Instant old = now.minusSeconds(400_000);

        WriteResult result =
                sink.write(
                        SampleBatch.of(
                                "b",
                                40,
                                i -> {
                                    Instant time = i % 10 == 3 ? old : now;
                                    return WebEvents.event(i, "d", "e", "").withTimes(time, time);
                                }));

        for (int i = 0; i < 40; i++) {
            assertThat(result.outcome(i))
                    .isInstanceOf(i % 10 == 3 ? Outcome.Rejected.class : Outcome.Delivered.class);
        }
        assertThat(server.rows("SELECT counter FROM hours.pf_analytics_event")).hasSize(36);
    }

    @Test
    void aMissingDatabaseOrRetentionPolicyIsMisconfiguredAndRejectsNothing() throws Exception {
        assertThatThrownBy(() -> open(Map.of("database", "nowhere"), WebEvents.contract()))
                .isInstanceOf(SinkException.class)
                .hasMessageNotContaining(InfluxServer.PASSWORD);

        assertThatThrownBy(() -> open(Map.of("retention-policy", "nowhere"), WebEvents.contract()))
                .isInstanceOfSatisfying(
                        SinkException.Misconfigured.class,
                        e -> assertThat(e.key()).contains("retention-policy"));

        Sink other = open(Map.of(), WebEvents.contract());
        server.query("DROP DATABASE " + InfluxServer.DATABASE);
        assertThatThrownBy(() ->
                        other.write(SampleBatch.of("b", 3, i -> WebEvents.event(i, "d", "e", ""))))
                .isInstanceOfSatisfying(
                        SinkException.Misconfigured.class,
                        e -> assertThat(e.key()).contains("database"));
    }

    @Test
    void aUserWithoutTheRightIsUnauthorised() throws Exception {
        server.query("REVOKE WRITE ON " + InfluxServer.DATABASE + " FROM " + InfluxServer.USER);

        assertThatThrownBy(() -> open(Map.of(), WebEvents.contract()))
                .isInstanceOf(SinkException.Unauthorised.class);
        assertThatThrownBy(() -> open(Map.of("password", "wrong-secret"), WebEvents.contract()))
                .isInstanceOf(SinkException.Unauthorised.class)
                .hasMessageNotContaining("wrong-secret");
    }

    private Sink open(Map<String, String> more, StreamContract... contracts) throws Exception {
        Map<String, String> config = server.config(server.address());
        config.putAll(more);
        var provider = new InfluxdbSinkProvider();
        Sink sink = provider.create(provider.config().parse(config));
        sinks.add(sink);
        sink.open(SampleContext.of(Path.of("target"), contracts));
        return sink;
    }

    private static void assertAllDelivered(WriteResult result) {
        for (int i = 0; i < result.size(); i++) {
            assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class);
        }
    }
}
