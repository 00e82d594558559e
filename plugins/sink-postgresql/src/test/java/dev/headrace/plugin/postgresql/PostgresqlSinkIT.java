package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Principal;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class PostgresqlSinkIT {

    private static TestServer server;

    private String schema;
    private Sink sink;
    private SampleContext context;

    @BeforeAll
    static void startServer(TestServer shared) {
        server = shared;
    }

    @BeforeEach
    void openSink(TestInfo test) throws Exception {
        schema = "s" + Integer.toHexString(test.getDisplayName().hashCode());
        context = Events.context("orders");
        sink = server.sink(schema);
        sink.open(context);
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    @Test
    void storesTenThousandRows() throws Exception {
        WriteResult first = sink.write(Events.batch("orders", 0, 5_000));
        WriteResult second = sink.write(Events.batch("orders", 5_000, 5_000));

        assertAllDelivered(first);
        assertAllDelivered(second);
        assertThat(server.texts("SELECT sum((event->>'n')::int) FROM " + schema + ".orders"))
                .containsExactly("49995000");
        assertThat(server.count(schema + ".orders")).isEqualTo(10_000);
    }

    @Test
    void fillsEveryColumn() throws Exception {
        SampleRecord record =
                Events.event("orders", 7, "{\"total\": 1.0}")
                        .withKey("cart")
                        .withAttributes(Map.of("traceparent", "00-\"\\\t\u0001é"))
                        .withCaller(
                                Optional.of("acme"),
                                new Principal("person", "h4sh", Optional.of("p@example.com")));

        sink.write(Events.batch(record));

        assertThat(
                        server.texts(
                                "SELECT concat_ws('|', id, received_at, occurred_at, schema_version,"
                                        + " organisation, key, principal_kind, principal_name,"
                                        + " principal_email, position, attributes, event) FROM "
                                        + schema
                                        + ".orders"))
                .containsExactly(
                        "id-7|2026-11-22 10:15:30.13+00|2026-11-22 10:15:23.123456+00|1|acme|cart"
                                + "|person|h4sh|p@example.com|node-0-7"
                                + "|{\"traceparent\": \"00-\\\"\\\\\\t\\u0001é\"}|{\"total\": 1.0}");
    }

    @Test
    void leavesOneCopyOfABatchThatComesTwice() throws Exception {
        SampleBatch batch = Events.batch("orders", 0, 500);

        sink.write(batch);
        WriteResult again = sink.write(batch);

        assertAllDelivered(again);
        assertThat(server.count(schema + ".orders")).isEqualTo(500);
        assertThat(context.counter("rows_already_there")).isEqualTo(500);
    }

    @Test
    void keepsTheEventsOfTwoCallersWhoChoseOneIdInOneMillisecond() throws Exception {
        SampleRecord one = Events.event("orders", 1, "{}");
        SampleRecord other = one.withPosition("node-0-2");

        assertAllDelivered(sink.write(Events.batch(one, other)));
        assertAllDelivered(sink.write(Events.batch(other)));

        assertThat(server.texts("SELECT position FROM " + schema + ".orders ORDER BY 1"))
                .containsExactly("node-0-1", "node-0-2");
    }

    @Test
    void leavesOneCopyOfARecordThatIsTwiceInABatch() throws Exception {
        SampleRecord record = Events.event("orders", 1, "{}");

        assertAllDelivered(sink.write(Events.batch(record, record)));

        assertThat(server.count(schema + ".orders")).isEqualTo(1);
    }

    @Test
    void makesPartitionsForTodayTheNextTwoDaysAndTheDaysOfABacklog() throws Exception {
        SampleRecord old =
                Events.receivedAt(Events.event("orders", 1, "{}"), "2025-02-28T23:59:59.9999Z");
        SampleRecord older =
                Events.receivedAt(Events.event("orders", 2, "{}"), "2024-02-29T00:00:00Z");

        assertAllDelivered(sink.write(Events.batch(old, older)));

        assertThat(partitions())
                .containsExactly(
                        "orders$20240229",
                        "orders$20250228",
                        "orders$20261122",
                        "orders$20261123",
                        "orders$20261124");
        assertThat(server.count(schema + ".\"orders$20250228\"")).isEqualTo(1);
        assertThat(context.counter("partitions_made")).isEqualTo(5);
    }

    @Test
    void makesTheTableOfAStreamThatAppearsLater() throws Exception {
        assertAllDelivered(sink.write(Events.batch("user-telemetry", 0, 3)));

        assertThat(server.count(schema + ".user_telemetry")).isEqualTo(3);
    }

    @Test
    void keepsStreamsApartWhoseNamesCouldMeetAndThoseWithLongOnes() throws Exception {
        String longName = "l" + "-o".repeat(30) + "ng";
        List<String> streams = List.of("a", "a-pkey", "a-20261122", longName, longName + "-");

        for (String stream : streams) {
            assertAllDelivered(sink.write(Events.batch(stream, 0, 2)));
        }

        for (String stream : streams) {
            assertThat(server.count(StreamTable.of(schema, stream).quoted())).isEqualTo(2);
        }
    }

    @Test
    void twoNodesThatOpenAtOnceDoNotCollide() throws Exception {
        String fresh = schema + "_fresh";
        String[] streams =
                IntStream.range(0, 8).mapToObj(n -> "stream-" + n).toArray(String[]::new);
        var start = new CyclicBarrier(4);
        try (var threads = Executors.newFixedThreadPool(4)) {
            var nodes = new ArrayList<Future<WriteResult>>();
            for (int node = 0; node < 4; node++) {
                nodes.add(
                        threads.submit(() -> {
                            Sink one = server.sink(fresh);
                            start.await();
                            one.open(Events.context(streams));
                            WriteResult result = one.write(Events.batch("stream-3", 0, 100));
                            one.close();
                            return result;
                        }));
            }
            for (Future<WriteResult> node : nodes) {
                assertAllDelivered(node.get());
            }
        }

        assertThat(server.count(fresh + ".stream_3")).isEqualTo(100);
    }

    @Test
    void stopsAtATableOfANewerLayout() throws Exception {
        server.execute("UPDATE " + schema + ".\"headrace$layout\" SET layout = 99");

        assertThatExceptionOfType(SinkException.Misconfigured.class)
                .isThrownBy(() -> server.sink(schema).open(Events.context("orders")))
                .withMessageContaining("has layout 99, made by a newer Headrace");
    }

    @Test
    void leavesATableAloneThatItDidNotMake() throws Exception {
        server.execute("CREATE TABLE " + schema + ".payments (id int)");

        assertThatExceptionOfType(SinkException.Misconfigured.class)
                .isThrownBy(() -> sink.write(Events.batch("payments", 0, 1)))
                .withMessageContaining("that Headrace did not make");
    }

    @Test
    void makesATableAnewThatSomebodyDropped() throws Exception {
        sink.write(Events.batch("orders", 0, 5));
        server.execute("DROP TABLE " + schema + ".orders");

        assertThatExceptionOfType(SinkException.Unavailable.class)
                .isThrownBy(() -> sink.write(Events.batch("orders", 5, 5)));
        assertAllDelivered(sink.write(Events.batch("orders", 5, 5)));

        assertThat(server.count(schema + ".orders")).isEqualTo(5);
    }

    @Test
    void makesAPartitionAnewThatSomebodyDropped() throws Exception {
        sink.write(Events.batch("orders", 0, 5));
        server.execute("DROP TABLE " + schema + ".\"orders$20261122\"");

        assertThatExceptionOfType(SinkException.Unavailable.class)
                .isThrownBy(() -> sink.write(Events.batch("orders", 5, 5)));
        assertAllDelivered(sink.write(Events.batch("orders", 5, 5)));

        assertThat(server.count(schema + ".orders")).isEqualTo(5);
    }

    @Test
    void writesOnWhileSomebodyReadsTheWholeTableForLong() throws Exception {
        try (var reader = server.connect();
                var statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT * FROM " + schema + ".orders");

            SampleRecord old =
                    Events.receivedAt(Events.event("orders", 1, "{}"), "2023-01-01T00:00:00Z");
            assertAllDelivered(sink.write(Events.batch(old)));
        }

        assertThat(partitions()).contains("orders$20230101");
    }

    @Test
    void closesTwiceAndOpensAnew() throws Exception {
        sink.close();
        sink.close();
        sink.open(context);

        assertAllDelivered(sink.write(Events.batch("orders", 0, 1)));
    }

    @Test
    void keepsNoMoreSessionsThanWritesAtOnceAndNoneAfterClose() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 10; round++) {
                int first = round * 200;
                Future<WriteResult> one =
                        threads.submit(() -> sink.write(Events.batch("orders", first, 100)));
                Future<WriteResult> two =
                        threads.submit(() -> sink.write(Events.batch("orders", first + 100, 100)));
                assertAllDelivered(one.get());
                assertAllDelivered(two.get());
            }
        }
        assertThat(sessions()).isLessThanOrEqualTo(2);

        sink.close();

        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(sessions()).isZero());
    }

    private static int sessions() throws Exception {
        return Integer.parseInt(
                server.texts(
                                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'headrace'")
                        .getFirst());
    }

    private List<String> partitions() throws Exception {
        return server.texts(
                "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        + " WHERE i.inhparent = '"
                        + schema
                        + ".orders'::regclass ORDER BY 1");
    }

    private static void assertAllDelivered(WriteResult result) {
        assertThat(IntStream.range(0, result.size()).mapToObj(result::outcome))
                .isNotEmpty()
                .allMatch(Outcome.Delivered.class::isInstance);
    }
}
