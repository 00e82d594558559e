package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Days that are past their stream's retention go. */
@ExtendWith(SharedServer.class)
final class RetentionIT {

    private static final int HOUR = 3_600;
    private static final LocalDate TODAY = Timestamps.day(Events.NOW);

    private static TestServer server;

    private final SteppingClock clock = new SteppingClock();
    private TestRoles roles;
    private Sink sink;

    @BeforeAll
    static void startServer(TestServer shared) {
        server = shared;
    }

    @BeforeEach
    void makeRoles(TestInfo test) throws Exception {
        roles = TestRoles.make(server, TestRoles.schemaOf(test.getDisplayName() + "retention"));
        sink = roles.sink();
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    @Test
    void dropsADayWhenItsLastEventHasBeenKeptForTheRetention() throws Exception {
        fill("orders", 1, 5);

        SampleContext context = context(keeping("orders", Duration.ofDays(2)));
        sink.open(context); // at 10:15 of the 22nd

        assertThat(days()).startsWith("20261120", "20261121", "20261122");
        assertThat(context.counter("partitions_dropped")).isEqualTo(3);
        assertThat(server.texts("SELECT id FROM " + roles.schema() + ".orders ORDER BY id"))
                .containsExactly("id-1", "id-2");
    }

    @Test
    void keepsADayUntilItsLastMomentIsOldEnough() {
        assertThat(Retention.isDue(TODAY.minusDays(2), Duration.ofDays(2), Events.NOW)).isFalse();
        assertThat(Retention.isDue(TODAY.minusDays(3), Duration.ofDays(2), Events.NOW)).isTrue();
        assertThat(Retention.isDue(TODAY.minusDays(1), Duration.ofHours(10), Events.NOW)).isTrue();
        assertThat(Retention.isDue(TODAY.minusDays(1), Duration.ofHours(11), Events.NOW)).isFalse();
        assertThat(Retention.isDue(TODAY, Duration.ofSeconds(1), Events.NOW)).isFalse();
    }

    @Test
    void dropsNothingOfAStreamThatIsKeptForEver() throws Exception {
        fill("orders", 1, 5);
        fill("visits", 1, 5);

        sink.open(
                context(
                        contract("orders", Optional.empty()),
                        keeping("visits", Duration.ofDays(1))));

        assertThat(server.count(roles.schema() + ".orders")).isEqualTo(5);
        assertThat(server.count(roles.schema() + ".visits")).isEqualTo(1);
    }

    @Test
    void sweepsAgainAnHourLaterWithTheNextWrite() throws Exception {
        SampleContext context = context(keeping("orders", Duration.ofDays(2)));
        sink.open(context);
        sink.write(Events.batch(aged("orders", 5)));

        clock.forward(HOUR - 1);
        sink.write(Events.batch("orders", 100, 1));
        assertThat(days()).contains("20261117");
        clock.forward(1);
        sink.write(Events.batch("orders", 101, 1));

        assertThat(days()).doesNotContain("20261117");
        assertThat(context.counter("partitions_dropped")).isEqualTo(1);
    }

    @Test
    void letsAReaderFinishHoldsUpNoOtherAndGoesOnAfterwards() throws Exception {
        fill("orders", 1, 5);
        SampleContext context = context(keeping("orders", Duration.ofDays(2)));
        try (Connection reader = server.connect()) {
            reader.setAutoCommit(false);
            TestServer.texts(reader, "SELECT count(*) FROM " + roles.schema() + ".orders");

            sink.open(context);

            assertThat(context.counter("partitions_dropped")).isZero();
            assertThat(context.counter("retention_failures")).isEqualTo(1);
            try (Connection other = server.connect();
                    var statement = other.createStatement()) {
                statement.execute("SET lock_timeout = '1ms'");
                assertThat(
                                TestServer.texts(
                                        other,
                                        "SELECT id FROM " + roles.schema() + ".orders ORDER BY id"))
                        .doesNotContain("id-5")
                        .contains("id-1");
            }
            assertThat(Events.outcomes(sink.write(Events.batch("orders", 100, 5))))
                    .allMatch(Outcome.Delivered.class::isInstance);
        }

        clock.forward(HOUR);
        sink.write(Events.batch("orders", 200, 1));

        assertThat(context.counter("partitions_dropped")).isEqualTo(3);
        assertThat(tables()).doesNotContain("orders$20261117", "orders$20261118");
    }

    @Test
    void dropsWhatACrashLeftDetachedAndLeavesWhatPeopleDetached() throws Exception {
        fill("orders", 1, 5);
        String marked = roles.schema() + ".orders$20261117";
        String kept = roles.schema() + ".orders$20261118";
        server.execute("ALTER TABLE %s.orders DETACH PARTITION %s".formatted(roles.schema(), kept));
        server.execute(
                """
                COMMENT ON TABLE %s IS 'Headrace drops this: it is past the stream''s retention';
                ALTER TABLE %s.orders DETACH PARTITION %s
                """
                        .formatted(marked, roles.schema(), marked));

        sink.open(context(keeping("orders", Duration.ofDays(2))));

        assertThat(tables())
                .contains("orders$20261118")
                .doesNotContain("orders$20261117", "orders$20261119");
    }

    @Test
    void nodesThatSweepAtOnceDropEachDayOnce() throws Exception {
        fill("orders", 1, 10);
        var start = new CyclicBarrier(4);
        var contexts = new ArrayList<SampleContext>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            var nodes = new ArrayList<Future<?>>();
            for (int node = 0; node < 4; node++) {
                SampleContext context = context(keeping("orders", Duration.ofDays(2)));
                contexts.add(context);
                nodes.add(
                        threads.submit(() -> {
                            try (Sink one = roles.sink()) {
                                start.await();
                                one.open(context);
                                return one.write(Events.batch("orders", 100, 5));
                            }
                        }));
            }
            for (Future<?> node : nodes) {
                node.get();
            }
        }

        assertThat(contexts.stream().mapToLong(one -> one.counter("partitions_dropped")).sum())
                .isEqualTo(8);
        assertThat(contexts.stream().mapToLong(one -> one.counter("retention_failures")).sum())
                .isZero();
        assertThat(days()).startsWith("20261120");
    }

    @Test
    void leavesTheSweepToTheNodeThatIsAtIt() throws Exception {
        fill("orders", 1, 5);
        SampleContext context = context(keeping("orders", Duration.ofDays(2)));
        try (Connection other = server.connect()) {
            TestServer.texts(
                    other,
                    "SELECT pg_advisory_lock(%d, hashtext('%s'))"
                            .formatted(0x68656165, roles.schema()));

            sink.open(context);
        }

        assertThat(context.counter("partitions_dropped")).isZero();
        assertThat(context.counter("retention_failures")).isZero();
    }

    @Test
    void takesManyDaysInSeveralSweepsAMinuteApart() throws Exception {
        fill("orders", 3, 40);
        SampleContext context = context(keeping("orders", Duration.ofDays(2)));

        sink.open(context);
        assertThat(context.counter("partitions_dropped")).isEqualTo(Retention.MOST_A_SWEEP);
        clock.forward(60);
        sink.write(Events.batch("orders", 100, 1));

        assertThat(context.counter("partitions_dropped")).isEqualTo(38);
        assertThat(days()).startsWith("20261122");
    }

    @Test
    void aSweepThatFailsIsNoReasonNotToWrite() throws Exception {
        fill("orders", 1, 5);
        server.execute(
                "CREATE TABLE %1$s.rest PARTITION OF %1$s.orders DEFAULT"
                        .formatted(roles.schema())); // with it nothing is detached concurrently
        SampleContext context = context(keeping("orders", Duration.ofDays(2)));

        sink.open(context);

        assertThat(context.counter("retention_failures")).isEqualTo(1);
        assertThat(Events.outcomes(sink.write(Events.batch("orders", 100, 5))))
                .allMatch(Outcome.Delivered.class::isInstance);
    }

    @Test
    void makesADayAnewThatWasDroppedWhenALateEventComes() throws Exception {
        sink.open(context(keeping("orders", Duration.ofDays(2))));
        sink.write(Events.batch(aged("orders", 5)));
        clock.forward(HOUR);
        sink.write(Events.batch("orders", 100, 1));

        Outcome outcome = sink.write(Events.batch(aged("orders", 5))).outcome(0);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    }

    /** Rows of so many days ago, one a day, written without retention. */
    private void fill(String stream, int from, int to) throws Exception {
        try (Sink first = roles.sink()) {
            first.open(context(contract(stream, Optional.empty())));
            first.write(Events.batch(from, to - from + 1, age -> aged(stream, age)));
        }
    }

    private static SampleRecord aged(String stream, int age) {
        SampleRecord record = Events.event(stream, age, "{}");
        return record.withTimes(Events.NOW.minus(Duration.ofDays(age)), record.occurredAt());
    }

    private SampleContext context(StreamContract... contracts) {
        return Events.context(clock, contracts);
    }

    private static StreamContract keeping(String stream, Duration time) {
        return contract(stream, Optional.of(time));
    }

    private static StreamContract contract(String stream, Optional<Duration> retention) {
        return new StreamContract(
                stream,
                stream,
                SampleContext.contract(stream, "{}").schemas(),
                List.of(),
                List.of(),
                retention,
                Map.of());
    }

    private List<String> days() throws SQLException {
        return server.texts(
                "SELECT right(relname, 8) FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid"
                        + " WHERE inhparent = '"
                        + roles.schema()
                        + ".orders'::regclass ORDER BY 1");
    }

    private List<String> tables() throws SQLException {
        return server.texts(
                "SELECT tablename FROM pg_tables WHERE schemaname = '" + roles.schema() + "'");
    }
}
