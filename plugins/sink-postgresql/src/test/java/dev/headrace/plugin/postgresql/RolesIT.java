package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.tck.SampleBatch;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One role owns the tables, another one writes. */
@ExtendWith(SharedServer.class)
final class RolesIT {

    private static TestServer server;

    private TestRoles roles;
    private String table;
    private Sink sink;

    @BeforeAll
    static void startServer(TestServer shared) {
        server = shared;
    }

    @BeforeEach
    void openSink(TestInfo test) throws Exception {
        roles =
                TestRoles.make(
                        server,
                        TestRoles.schemaOf(test.getDisplayName() + test.getTestMethod() + "roles"));
        table = roles.schema() + ".orders";
        sink = roles.sink();
        sink.open(Events.context("orders"));
        sink.write(Events.batch("orders", 0, 10));
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    @Test
    void writesIntoTablesThatAnotherRoleOwns() throws Exception {
        SampleBatch later =
                Events.batch(
                        Events.receivedAt(
                                Events.event("orders", 11, "{}"), "2026-12-24T00:00:00Z"));

        Outcome outcome = sink.write(later).outcome(0);

        assertThat(outcome).isEqualTo(new Outcome.Delivered(table));
        assertThat(server.count(table)).isEqualTo(11);
        assertThat(
                        server.texts(
                                "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = '"
                                        + roles.schema()
                                        + "'"))
                .containsExactly(roles.owner());
    }

    @Test
    void leavesOneCopyWithoutTheRightToRead() throws Exception {
        sink.write(Events.batch("orders", 0, 20));

        assertThat(server.count(table)).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM %1$s.orders",
                "UPDATE %1$s.orders SET key = 'x'",
                "TRUNCATE %1$s.orders",
                "DROP TABLE %1$s.orders",
                "ALTER TABLE %1$s.orders ADD COLUMN x int",
                "ALTER TABLE %1$s.orders DETACH PARTITION %1$s.orders$20261122",
                "CREATE TABLE %1$s.mine (x int)",
                "DROP SCHEMA %1$s CASCADE",
                "SELECT * FROM %1$s.orders",
                "DELETE FROM %1$s.orders$20261122",
                "DROP TABLE %1$s.orders$20261122",
                "TRUNCATE %1$s.orders$20261122",
                "UPDATE %1$s.headrace$layout SET layout = 0",
                "SET ROLE %1$s_owner",
            })
    void theWritersConnectionCannot(String statement) throws Exception {
        try (Connection app = roles.as(roles.app());
                var running = app.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> running.execute(statement.formatted(roles.schema())))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
        assertThat(server.count(table)).isEqualTo(10);
    }

    @Test
    void theWriterHasNoRightButToInsertAndTheReaderNoneButToRead() throws Exception {
        assertThat(
                        server.texts(
                                """
                                SELECT grantee || ' ' || table_name || ' ' || privilege_type
                                FROM information_schema.role_table_grants
                                WHERE table_schema = '%s' AND grantee <> '%s' ORDER BY 1
                                """
                                        .formatted(roles.schema(), roles.owner())))
                .containsExactly(roles.app() + " orders INSERT", roles.reader() + " orders SELECT");
    }

    @Test
    void theReaderReads() throws Exception {
        try (Connection reader = roles.as(roles.reader())) {
            assertThat(TestServer.texts(reader, "SELECT count(*) FROM " + table))
                    .containsExactly("10");
        }
    }

    @Test
    void aSecondWriterIsGrantedWhatItNeeds() throws Exception {
        String second = roles.app() + "2";
        server.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(second, TestRoles.PASSWORD));
        Map<String, String> config = roles.config();
        config.put("user", second);
        Sink other = TestServer.sink(config);

        other.open(Events.context("orders"));
        Outcome outcome = other.write(Events.batch("orders", 10, 1)).outcome(0);
        other.close();

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void findsBothRolesFit() throws Exception {
        CheckReport report = sink.check();

        assertThat(report.findings()).allMatch(finding -> finding.level() == Level.OK);
        assertThat(report.findings())
                .extracting(CheckReport.Finding::subject)
                .contains("rights of user", "schema " + roles.schema());
    }

    @Test
    void warnsOfAWriterThatMayDelete() throws Exception {
        server.execute("GRANT DELETE ON " + table + " TO " + roles.app());

        CheckReport report = sink.check();

        assertThat(report.usable()).isTrue();
        assertThat(report.findings())
                .filteredOn(finding -> finding.level() == Level.WARNING)
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("rows of orders:"));
    }

    @Test
    void isUnauthorisedWithAWrongPasswordOfTheOwner() throws Exception {
        Map<String, String> config = roles.config();
        config.put("owner-password", "canary-wrong");
        Sink wrong = TestServer.sink(config);

        assertThat(wrong.check().findings())
                .filteredOn(finding -> finding.level() == Level.FAILED)
                .extracting(CheckReport.Finding::subject)
                .containsExactly("owner's connection");
        assertThatExceptionOfType(SinkException.Unauthorised.class)
                .isThrownBy(() -> wrong.open(Events.context("orders")))
                .withMessageContaining("28P01")
                .withMessageNotContaining("canary");
        wrong.close();
    }

    @Test
    void isUnauthorisedWhenTheRightToInsertIsTakenAwayAndNothingIsRejected() throws Exception {
        server.execute("REVOKE INSERT ON " + table + " FROM " + roles.app());

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(SinkException.Unauthorised.class)
                    .isThrownBy(() -> sink.write(Events.batch("orders", 10, 5)));
        }
        assertThat(server.count(table)).isEqualTo(10);
    }

    @Test
    void isMisconfiguredWithAReaderThatIsNotThere() {
        Map<String, String> config = roles.config();
        config.put("reader-role", "nobody_here");

        assertThatExceptionOfType(SinkException.Misconfigured.class)
                .isThrownBy(() -> TestServer.sink(config).open(Events.context("orders")))
                .satisfies(e -> assertThat(e.key()).contains("reader-role"));
    }

    @Test
    void oneRoleDoesBothWhereNoOwnerIsNamed() throws Exception {
        Map<String, String> config = server.config(roles.schema() + "_one");
        server.execute("CREATE SCHEMA %1$s_one AUTHORIZATION %1$s_owner".formatted(roles.schema()));
        config.put("user", roles.owner());
        config.put("password", TestRoles.PASSWORD);
        Sink one = TestServer.sink(config);

        one.open(Events.context("orders"));
        List<Outcome> outcomes = Events.outcomes(one.write(Events.batch("orders", 0, 5)));
        one.close();

        assertThat(outcomes).hasSize(5).allMatch(Outcome.Delivered.class::isInstance);
    }
}
