package dev.headrace.plugin.clickhouse;

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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the engine of ClickHouse 26 makes of it. */
@Tag("real-server")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickhouseSinkIT {

    private static final String DB = ClickhouseServer.DATABASE;

    private final List<Sink> sinks = new ArrayList<>();
    private ClickhouseServer server;
    private SampleContext context = SampleContext.of(Path.of("target"));

    @BeforeAll
    void start() throws Exception {
        server = ClickhouseServer.start();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.clear();
    }

    @AfterEach
    void closeSinks() {
        sinks.forEach(Sink::close);
        sinks.clear();
    }

    @Test
    void theSameBatchTwiceLeavesOneCopyAndAnotherBatchLeavesItsOwn() throws Exception {
        Sink sink = open(plain("s", "\"n\":{\"type\":\"integer\"}"));
        SampleBatch batch = SampleBatch.of("p-1", 1_000, i -> event("s", i, "{\"n\":" + i + "}"));

        assertAllDelivered(sink.write(batch));
        assertAllDelivered(sink.write(batch.again()));
        assertThat(server.query("SELECT count(), sum(n) FROM " + DB + ".s"))
                .isEqualTo("1000\t499500");

        assertAllDelivered(
                sink.write(SampleBatch.of("p-2", 10, i -> event("s", i, "{\"n\":" + i + "}"))));
        assertThat(server.query("SELECT count() FROM " + DB + ".s")).isEqualTo("1010");
    }

    @Test
    void aBatchThatReachesOverTwoPartitionsComesOnceToo() throws Exception {
        Sink sink = open(plain("s", "\"n\":{\"type\":\"integer\"}"));
        Instant end = Instant.parse("2026-11-30T23:59:59.999Z");
        SampleBatch batch =
                SampleBatch.of(
                        "p-1",
                        20,
                        i ->
                                event("s", i, "{\"n\":" + i + "}")
                                        .withTimes(end.plusMillis(i / 10), end));

        sink.write(batch);
        sink.write(batch.again());

        assertThat(server.query("SELECT count(), uniq(_partition_id) FROM " + DB + ".s"))
                .isEqualTo("20\t2");
    }

    @Test
    void valuesComeBackExactlyOrNotAtAll() throws Exception {
        Sink sink =
                open(
                        plain(
                                "s",
                                "\"n\":{\"type\":\"integer\"},\"f\":{\"type\":\"number\"},"
                                        + "\"at\":{\"type\":\"string\",\"format\":\"date-time\"},"
                                        + "\"day\":{\"type\":\"string\",\"format\":\"date\"}"));
        List<String> events =
                List.of(
                        "{\"n\":9223372036854775807,\"f\":0.1,\"at\":\"2026-11-22T10:15:30.123456789+01:00\",\"day\":\"2026-02-28\"}",
                        "{\"n\":99999999999999999999,\"f\":1e400,\"at\":\"9999-01-01T00:00:00Z\",\"day\":\"9999-01-01\"}",
                        "{}");

        assertAllDelivered(sink.write(SampleBatch.of("p", 3, i -> event("s", i, events.get(i)))));

        assertThat(server.lines("SELECT n, f, at, day FROM " + DB + ".s ORDER BY event_id"))
                .containsExactly(
                        "9223372036854775807\t0.1\t2026-11-22 09:15:30.123456789\t2026-02-28",
                        "\\N\t\\N\t\\N\t\\N",
                        "\\N\t\\N\t\\N\t\\N");
        assertThat(
                        server.lines(
                                "SELECT event_json FROM "
                                        + DB
                                        + ".s ORDER BY event_id FORMAT TSVRaw"))
                .isEqualTo(events);
        assertThat(context.counter("values_left_out")).isEqualTo(4);
    }

    @Test
    void oddTextsComeBackAsTheyWereSent() throws Exception {
        Sink sink = open(plain("s", "\"text\":{\"type\":\"string\"}"));
        var random = new Random(3);
        List<String> texts =
                java.util.stream.IntStream.range(0, 1_000)
                        .mapToObj(i -> RowEncoderTest.odd(random))
                        .toList();
        var mapper = tools.jackson.databind.json.JsonMapper.shared();

        assertAllDelivered(
                sink.write(
                        SampleBatch.of(
                                "p",
                                1_000,
                                i ->
                                        event(
                                                "s",
                                                i,
                                                mapper.createObjectNode()
                                                        .put("text", texts.get(i))
                                                        .toString()))));

        List<String> rows =
                server.lines("SELECT text FROM " + DB + ".s ORDER BY event_id FORMAT JSONEachRow");
        assertThat(rows.stream().map(row -> mapper.readTree(row).path("text").asString()))
                .containsExactlyElementsOf(texts);
    }

    @Test
    void aContractThatGainsColumnsAndRetentionChangesItsTable() throws Exception {
        Sink sink = open(plain("s", "\"n\":{\"type\":\"integer\"}"));
        sink.write(SampleBatch.of("p-1", 5, i -> event("s", i, "{\"n\":1}")));

        StreamContract wider =
                plain("s", "\"n\":{\"type\":\"integer\"},\"more\":{\"type\":\"string\"}");
        context.change(
                MediaEvents.with(wider, List.of(), Optional.of(Duration.ofDays(400)), Map.of()));
        sink.write(SampleBatch.of("p-2", 5, i -> event("s", 5 + i, "{\"n\":1,\"more\":\"x\"}")));

        assertThat(server.query("SELECT count(), countIf(more = 'x') FROM " + DB + ".s"))
                .isEqualTo("10\t5");
        assertThat(engine()).contains("TTL toDateTime(received_at) + toIntervalSecond(34560000)");

        context.change(wider);
        sink.write(SampleBatch.of("p-3", 5, i -> event("s", 10 + i, "{\"n\":1}")));
        assertThat(engine()).doesNotContain("TTL");
    }

    private String engine() {
        return server.query(
                "SELECT engine_full FROM system.tables WHERE database = '"
                        + DB
                        + "' AND name = 's'");
    }

    @Test
    void aTableThatWasDroppedIsMadeAgainAndRejectsNothing() throws Exception {
        Sink sink = open(plain("s", "\"n\":{\"type\":\"integer\"}"));
        SampleBatch batch = SampleBatch.of("p-1", 5, i -> event("s", i, "{\"n\":1}"));
        server.query("DROP TABLE " + DB + ".s SYNC");

        assertThatThrownBy(() -> sink.write(batch)).isInstanceOf(SinkException.Unavailable.class);
        assertAllDelivered(sink.write(batch.again()));

        assertThat(server.query("SELECT count() FROM " + DB + ".s")).isEqualTo("5");
    }

    @Test
    void aTableThatSomebodyHasChangedIsMisconfiguredAndRejectsNothing() throws Exception {
        Sink sink = open(plain("s", "\"text\":{\"type\":\"string\"}"));
        server.query("ALTER TABLE " + DB + ".s MODIFY COLUMN text Nullable(Int32)");

        assertThatThrownBy(() ->
                        sink.write(SampleBatch.of("p", 5, i -> event("s", i, "{\"text\":\"x\"}"))))
                .isInstanceOf(SinkException.Misconfigured.class)
                .hasMessageContaining("text is Nullable(Int32) and should be");
    }

    @Test
    void rowsThatAConstraintRefusesAreRejectedAloneAndARetryDoublesNothing() throws Exception {
        Sink sink =
                open(plain("s", "\"n\":{\"type\":\"integer\"},\"secret\":{\"type\":\"string\"}"));
        server.query("ALTER TABLE " + DB + ".s ADD CONSTRAINT c CHECK n < 1000 OR n > 1002");
        SampleBatch batch =
                SampleBatch.of(
                        "p",
                        200,
                        i -> event("s", i, "{\"n\":" + (900 + i) + ",\"secret\":\"canary\"}"));

        WriteResult result = sink.write(batch);
        sink.write(batch.again());

        for (int i = 0; i < 200; i++) {
            if (i >= 100 && i <= 102) {
                assertThat(result.outcome(i))
                        .isInstanceOfSatisfying(
                                Outcome.Rejected.class,
                                rejected -> {
                                    assertThat(rejected.code()).isEqualTo("clickhouse-469");
                                    assertThat(rejected.detail()).doesNotContain("canary");
                                });
            } else {
                assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class);
            }
        }
        assertThat(server.query("SELECT count(), uniq(event_id) FROM " + DB + ".s"))
                .isEqualTo("197\t197");
    }

    @Test
    void aMissingDatabaseIsMisconfigured() {
        server.query("DROP DATABASE " + DB + " SYNC");
        try {
            assertThatThrownBy(() -> open(plain("s", "\"n\":{}")))
                    .isInstanceOfSatisfying(
                            SinkException.Misconfigured.class,
                            e -> assertThat(e.key()).contains("database"));
        } finally {
            server.query("CREATE DATABASE " + DB);
        }
    }

    @Test
    void theViewsOfMediaEventsAnswerAboutSessionsAndBandwidth() throws Exception {
        Sink sink = open(MediaEvents.media());
        String one = "00000000-0000-0000-0000-000000000001";
        String two = "00000000-0000-0000-0000-000000000002";
        List<SampleRecord> events =
                List.of(
                        media(
                                0,
                                one,
                                "session_start",
                                "\"total_duration_seconds\":120,\"ttfb_ms\":340,\"video_load_time_ms\":1200,\"connection_type\":\"wifi\",\"effective_bandwidth\":12.5,\"rtt_ms\":45,\"initial_bitrate\":2500000"),
                        media(
                                10,
                                one,
                                "heartbeat",
                                "\"position_seconds\":10,\"watched_seconds\":10,\"bitrate\":2000000,\"dropped_frames\":3,\"total_frames\":300"),
                        media(12, one, "buffering_start", "\"position_seconds\":12"),
                        media(
                                14,
                                one,
                                "buffering_end",
                                "\"position_seconds\":12,\"buffering_duration_ms\":2000"),
                        media(
                                20,
                                one,
                                "heartbeat",
                                "\"position_seconds\":18,\"watched_seconds\":18,\"bitrate\":4000000,\"dropped_frames\":5,\"total_frames\":600"),
                        media(
                                130,
                                one,
                                "session_end",
                                "\"watched_seconds\":118,\"position_seconds\":120,\"end_state\":\"completed\""),
                        media(0, two, "session_start", "\"total_duration_seconds\":60"),
                        media(5, two, "error", "\"position_seconds\":1"));

        assertAllDelivered(sink.write(SampleBatch.of("p", events)));

        assertThat(
                        server.lines(
                                "SELECT state, duration_s, watched_s, max_pos_s, completion, ttfb_ms,"
                                        + " load_ms, stalls, stall_ms, avg_bitrate, dropped, frames, errors,"
                                        + " conn FROM "
                                        + DB
                                        + ".media_sessions ORDER BY session_id"))
                .containsExactly(
                        "completed\t120\t118\t120\t1\t340\t1200\t1\t2000\t3000000\t5\t600\t0\twifi",
                        "abandoned\t60\t\\N\t1\t0.016666666666666666\t\\N\t\\N\t0\t\\N\t\\N\t\\N\t\\N\t1\t\\N");
        assertThat(
                        server.query(
                                "SELECT count(), max(effective_bandwidth_mbit), max(bitrate) FROM "
                                        + DB
                                        + ".bandwidth_samples"))
                .isEqualTo("3\t12.5\t4000000");
    }

    private static SampleRecord media(int second, String session, String event, String data) {
        Instant at = Instant.parse("2026-11-22T09:00:00Z").plusSeconds(second);
        String json =
                "{\"event\":\"%s\",\"session_id\":\"%s\",\"media_id\":\"m\",\"media_type\":\"video\",\"timestamp\":\"%s\",\"data\":{%s}}"
                        .formatted(event, session, at, data);
        return SampleRecord.of(MediaEvents.NAME, session + second, json).withTimes(at, at);
    }

    @Test
    void theViewOfAuditEventsAnswersWhatStaffDidInADay() throws Exception {
        Sink sink = open(MediaEvents.audit());
        String[] actions = {"CREATE", "CREATE", "UPDATE", "DELETE", "DELETE"};
        SampleBatch batch =
                SampleBatch.of(
                        "p",
                        5,
                        i ->
                                event(
                                        "audit",
                                        i,
                                        "{\"action\":\"%s\",\"entity_type\":\"%s\",\"user_id\":7,\"organization_id\":3,\"status_code\":%d,\"timestamp\":\"2026-11-22T09:00:00Z\"}"
                                                .formatted(
                                                        actions[i],
                                                        i < 3 ? "patient" : "plan",
                                                        i == 4 ? 403 : 200)));

        assertAllDelivered(sink.write(batch));

        assertThat(
                        server.query(
                                "SELECT organization_id, user_id, creates, updates, deletes, failures,"
                                        + " entities FROM "
                                        + DB
                                        + ".staff_metrics"))
                .isEqualTo("3\t7\t2\t1\t1\t1\t{'patient':3,'plan':2}");
    }

    private static StreamContract plain(String name, String properties) {
        return SampleContext.contract(
                name, "{\"type\":\"object\",\"properties\":{" + properties + "}}");
    }

    private static SampleRecord event(String stream, int number, String json) {
        return SampleRecord.of(stream, "e-%05d".formatted(number), json);
    }

    private Sink open(StreamContract... contracts) throws Exception {
        var provider = new ClickhouseSinkProvider();
        Sink sink = provider.create(provider.config().parse(server.config(server.address())));
        sinks.add(sink);
        context = SampleContext.of(Path.of("target"), contracts);
        sink.open(context);
        return sink;
    }

    private static void assertAllDelivered(WriteResult result) {
        for (int i = 0; i < result.size(); i++) {
            assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class);
        }
    }
}
