package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target that is the reason why nothing can be written: never a rejected record. */
@ExtendWith(SharedServer.class)
final class TargetFaultsIT {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String PASSWORD = "canary-5ecret";

    private static TestServer server;

    private String schema;
    private Sink sink;

    @BeforeAll
    static void startServer(TestServer shared) throws Exception {
        server = shared;
        server.execute("CREATE ROLE writer LOGIN PASSWORD '" + PASSWORD + "'");
    }

    @BeforeEach
    void openSink(TestInfo test) throws Exception {
        schema =
                "s"
                        + Integer.toHexString(
                                (test.getDisplayName() + test.getTestMethod()).hashCode());
        sink = server.sink(schema);
        sink.open(Events.context("orders"));
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    @ParameterizedTest
    @CsvSource({
        "53100, Unavailable", // disk full
        "53200, Unavailable",
        "53300, Unavailable",
        "40001, Unavailable",
        "40P01, Unavailable",
        "55P03, Unavailable",
        "57014, Unavailable",
        "25006, Unavailable",
        "58030, Unavailable",
        "23505, Unavailable",
        "XX000, Unavailable",
        "P0001, Unavailable",
        "42501, Unauthorised",
        "42703, Misconfigured",
    })
    void neverTakesAFaultOfTheTargetForABadRecord(String state, String expected) throws Exception {
        server.execute(
                """
                CREATE FUNCTION %s.fail() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '%s', NEW.event USING ERRCODE = '%s'; END $$;
                CREATE TRIGGER fails BEFORE INSERT ON %s.orders FOR EACH ROW EXECUTE FUNCTION %s.fail()
                """
                        .formatted(schema, "the disk is full", state, schema, schema)
                        .replace(", NEW.event USING", " USING"));

        Throwable thrown = catchThrowable(() -> sink.write(Events.batch("orders", 0, 50)));

        assertThat(thrown).isInstanceOf(SinkException.class);
        assertThat(thrown.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(server.count(schema + ".orders")).isZero();
    }

    @Test
    void keepsTheWordsOfASitesOwnTriggerOutOfItsMessage() throws Exception {
        server.execute(
                """
                CREATE FUNCTION %s.fail() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION '%%', NEW.event; END $$;
                CREATE TRIGGER fails BEFORE INSERT ON %s.orders FOR EACH ROW EXECUTE FUNCTION %s.fail()
                """
                        .formatted(schema, schema, schema));

        assertThatExceptionOfType(SinkException.Unavailable.class)
                .isThrownBy(() ->
                        sink.write(Events.batch(Events.event("orders", 1, "{\"a\": \"canary\"}"))))
                .withMessage("PostgreSQL answers SQLSTATE P0001")
                .withNoCause();
    }

    @Test
    void isUnauthorisedWithAWrongPassword() {
        Map<String, String> config = server.config(schema);
        config.put("password", "canary-wrong");

        assertThatExceptionOfType(SinkException.Unauthorised.class)
                .isThrownBy(() -> TestServer.sink(config).open(Events.context()))
                .withMessageContaining("28P01")
                .withMessageNotContaining("canary");
    }

    @Test
    void isUnauthorisedWithoutAPassword() {
        Map<String, String> config = server.config(schema);
        config.remove("password");

        assertThatExceptionOfType(SinkException.Unauthorised.class)
                .isThrownBy(() -> TestServer.sink(config).open(Events.context()));
    }

    @Test
    void isMisconfiguredWithADatabaseThatIsNotThere() {
        Map<String, String> config = server.config(schema);
        config.put("url", server.url() + "_not_there");

        assertThatExceptionOfType(SinkException.Misconfigured.class)
                .isThrownBy(() -> TestServer.sink(config).open(Events.context()))
                .satisfies(e -> assertThat(e.key()).contains("url"));
    }

    @Test
    void isUnauthorisedWhereTheRoleMayNotMakeTheSchema() throws Exception {
        Sink writer = TestServer.sink(writer("forbidden"));

        CheckReport report = writer.check();

        assertThat(report.usable()).isFalse();
        assertThat(report.findings())
                .filteredOn(finding -> finding.level() == Level.FAILED)
                .extracting(CheckReport.Finding::subject)
                .containsExactly("schema forbidden");
        assertThatExceptionOfType(SinkException.Unauthorised.class)
                .isThrownBy(() -> writer.open(Events.context("orders")));
        writer.close();
    }

    @Test
    void needsNoMoreRightsThanTheReadmeSays() throws Exception {
        server.execute("REVOKE ALL ON DATABASE " + server.database() + " FROM PUBLIC");
        server.execute("CREATE SCHEMA least AUTHORIZATION writer");
        server.execute("GRANT CONNECT, TEMPORARY ON DATABASE " + server.database() + " TO writer");
        Sink writer = TestServer.sink(writer("least"));

        CheckReport report = writer.check();
        writer.open(Events.context("orders"));
        Outcome outcome = writer.write(Events.batch("orders", 0, 1)).outcome(0);
        writer.close();
        server.execute("GRANT CONNECT, TEMPORARY ON DATABASE " + server.database() + " TO PUBLIC");

        assertThat(report.usable()).isTrue();
        assertThat(outcome).isEqualTo(new Outcome.Delivered("least.orders"));
    }

    @Test
    void tellsThatAnotherRoleOwnsATable() throws Exception {
        server.execute("GRANT ALL ON SCHEMA " + schema + " TO writer");

        CheckReport report = TestServer.sink(writer(schema)).check();

        assertThat(report.findings())
                .contains(
                        new CheckReport.Finding(
                                Level.FAILED, "tables", "the role does not own orders"));
    }

    @Test
    void findsAGoodTargetUsableWithoutTouchingIt() throws Exception {
        CheckReport report = TestServer.sink(server.config("not_made")).check();

        assertThat(report.findings()).allMatch(finding -> finding.level() == Level.OK);
        assertThat(server.texts("SELECT nspname FROM pg_namespace")).doesNotContain("not_made");
    }

    @Test
    void checkTellsThatNobodyListens() throws Exception {
        Map<String, String> config = server.config(schema);
        config.put("url", "jdbc:postgresql://127.0.0.1:1/x");

        CheckReport report = TestServer.sink(config).check();

        assertThat(report.usable()).isFalse();
    }

    @Test
    void returnsFromAWriteWithinASecondOfAnInterruptAndTheServerGivesUpToo() throws Exception {
        try (var locker = server.connect();
                var statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("LOCK TABLE " + schema + ".orders IN ACCESS EXCLUSIVE MODE");
            var write =
                    new FutureTask<Throwable>(
                            () -> catchThrowable(() -> sink.write(Events.batch("orders", 0, 10))));
            Thread thread = Thread.ofPlatform().start(write);
            Awaitility.await().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));

            thread.interrupt();

            assertThat(thread.join(SECOND)).isTrue();
            assertThat(write.get()).isInstanceOf(InterruptedException.class);
            Awaitility.await().untilAsserted(() -> assertThat(waiting()).isZero());
        }
        assertThat(sink.write(Events.batch("orders", 0, 10)).outcome(0))
                .isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void givesUpAStatementThatTakesLongerThanTheTimeout() throws Exception {
        Map<String, String> config = server.config(schema);
        config.put("timeout", "1s");
        Sink impatient = TestServer.sink(config);
        impatient.open(Events.context("orders"));
        try (var locker = server.connect();
                var statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("LOCK TABLE " + schema + ".orders IN ACCESS EXCLUSIVE MODE");

            assertThatExceptionOfType(SinkException.Unavailable.class)
                    .isThrownBy(() -> impatient.write(Events.batch("orders", 0, 10)));
        }
        impatient.close();
    }

    @Test
    void returnsFromOpenWithinASecondOfAnInterruptWhenTheServerSaysNothing() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> config = server.config(schema);
            config.put("url", "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/headrace");
            Sink stuck = TestServer.sink(config);
            var open =
                    new FutureTask<Throwable>(
                            () -> catchThrowable(() -> stuck.open(Events.context("orders"))));
            Thread thread = Thread.ofPlatform().start(open);
            silent.accept().getInputStream().read();

            thread.interrupt();

            assertThat(thread.join(SECOND)).isTrue();
            assertThat(open.get()).isInstanceOf(InterruptedException.class);
            stuck.close();
        }
    }

    @Test
    void closeEndsAWriteThatHangs() throws Exception {
        try (var locker = server.connect();
                var statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("LOCK TABLE " + schema + ".orders IN ACCESS EXCLUSIVE MODE");
            var write =
                    new FutureTask<Throwable>(
                            () -> catchThrowable(() -> sink.write(Events.batch("orders", 0, 10))));
            Thread thread = Thread.ofPlatform().start(write);
            Awaitility.await().untilAsserted(() -> assertThat(waiting()).isEqualTo(1));

            sink.close();

            assertThat(thread.join(SECOND)).isTrue();
            assertThat(write.get()).isInstanceOf(SinkException.Unavailable.class);
        }
    }

    private static Map<String, String> writer(String schema) {
        Map<String, String> config = server.config(schema);
        config.put("user", "writer");
        config.put("password", PASSWORD);
        return config;
    }

    private static int waiting() throws Exception {
        return Integer.parseInt(
                server.texts(
                                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type ="
                                        + " 'Lock' AND application_name = 'headrace'")
                        .getFirst());
    }
}
