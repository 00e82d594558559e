package dev.headrace.plugin.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of several organisations in one table, and who sees them. */
@ExtendWith(SharedServer.class)
final class RowSecurityIT {

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
        roles = TestRoles.make(server, TestRoles.schemaOf(test.getDisplayName() + "rows"));
        table = roles.schema() + ".orders";
        sink = roles.sink();
    }

    @AfterEach
    void closeSink() {
        sink.close();
    }

    @Test
    void aReaderSeesTheRowsOfTheOrganisationThatItsSessionNames() throws Exception {
        open("organisation");

        assertThat(seenBy(roles.reader(), "acme")).containsExactly("id-1", "id-4");
        assertThat(seenBy(roles.reader(), "globex")).containsExactly("id-2");
        assertThat(seenBy(roles.reader(), "nobody")).isEmpty();
        assertThat(seenBy(roles.reader(), "")).isEmpty();
    }

    @Test
    void aReaderThatNamesNoOrganisationSeesNothing() throws Exception {
        open("organisation");

        try (Connection reader = roles.as(roles.reader())) {
            assertThat(TestServer.texts(reader, "SELECT id FROM " + table)).isEmpty();
        }
        assertThat(server.count(table)).isEqualTo(4); // a superuser sees all
    }

    @Test
    void theOwnerOfTheTableIsForcedToo() throws Exception {
        open("organisation");

        assertThat(seenBy(roles.owner(), "acme")).containsExactly("id-1", "id-4");
        try (Connection owner = roles.as(roles.owner());
                var statement = owner.createStatement()) {
            assertThat(TestServer.texts(owner, "SELECT id FROM " + table)).isEmpty();
            statement.execute("SET headrace.organisation = 'acme'");
            assertThat(statement.executeUpdate("DELETE FROM " + table)).isZero();
            assertThat(statement.executeUpdate("UPDATE " + table + " SET key = 'x'")).isZero();
        }
        assertThat(server.count(table)).isEqualTo(4);
    }

    @Test
    void everyPartitionHasPoliciesOfItsOwnAlsoThoseMadeLater() throws Exception {
        open("organisation");
        sink.write(
                Events.batch(
                        Events.of(
                                Events.receivedAt(
                                        Events.event("orders", 9, "{}"), "2026-12-24T12:00:00Z"),
                                "globex")));

        assertThat(
                        server.texts(
                                """
                                SELECT relname FROM pg_partition_tree('%s') tree
                                JOIN pg_class c ON c.oid = tree.relid
                                WHERE relrowsecurity AND relforcerowsecurity
                                    AND (SELECT count(*) FROM pg_policy p WHERE polrelid = c.oid) = 2
                                ORDER BY 1
                                """
                                        .formatted(table)))
                .containsExactly(
                        "orders",
                        "orders$20261122",
                        "orders$20261123",
                        "orders$20261124",
                        "orders$20261224");
        assertThat(seenBy(roles.reader(), "globex")).containsExactly("id-2", "id-9");
    }

    @Test
    void aPartitionIsNoWayAroundTheTablesPolicies() throws Exception {
        open("organisation");
        String partition = roles.schema() + ".orders$20261122";

        try (Connection reader = roles.as(roles.reader())) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> TestServer.texts(reader, "SELECT id FROM " + partition))
                    .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
        server.execute("GRANT SELECT ON " + partition + " TO " + roles.reader());
        assertThat(seen(roles.reader(), "globex", partition)).containsExactly("id-2");
        assertThat(seen(roles.owner(), "globex", partition)).containsExactly("id-2");
    }

    @Test
    void closesATableThatWasOpenUntilTheContractSaysSo() throws Exception {
        open("none");
        assertThat(seenBy(roles.reader(), "globex")).hasSize(4);

        sink.close();
        open("organisation");

        assertThat(seenBy(roles.reader(), "globex")).containsExactly("id-2");
        assertThat(seen(roles.owner(), "globex", roles.schema() + ".orders$20261122"))
                .containsExactly("id-2");
    }

    @Test
    void staysClosedWhereTheContractSaysNothingAnyMore() throws Exception {
        open("organisation");
        sink.close();

        sink.open(context("none"));
        Outcome outcome = sink.write(Events.batch("orders", 20, 1)).outcome(0);

        assertThat(outcome).isInstanceOf(Outcome.Delivered.class);
        assertThat(seenBy(roles.reader(), "globex")).containsExactly("id-2");
    }

    @Test
    void theSettingClosesTheTablesOfAllStreams() throws Exception {
        Map<String, String> config = roles.config();
        config.put("row-level-security", "organisation");
        sink = TestServer.sink(config);

        sink.open(Events.context("orders"));
        write();

        assertThat(seenBy(roles.reader(), "globex")).containsExactly("id-2");
    }

    @Test
    void oneRoleThatOwnsAndWritesCanWriteAndSeesNoMoreThanOthers() throws Exception {
        Map<String, String> config = roles.config();
        config.remove("owner-user");
        config.remove("owner-password");
        config.put("user", roles.owner());
        sink = TestServer.sink(config);

        open("organisation");

        assertThat(server.count(table)).isEqualTo(4);
        assertThat(seenBy(roles.owner(), "acme")).containsExactly("id-1", "id-4");
    }

    @Test
    void anotherWriterPassesThePolicies() throws Exception {
        open("organisation");
        sink.close();
        String second = roles.app() + "2";
        server.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(second, TestRoles.PASSWORD));
        Map<String, String> config = roles.config();
        config.put("user", second);
        sink = TestServer.sink(config);

        sink.open(context("organisation"));

        assertThat(Events.outcomes(sink.write(Events.batch("orders", 20, 3))))
                .allMatch(Outcome.Delivered.class::isInstance);
    }

    private void open(String rows) throws Exception {
        sink.open(context(rows));
        write();
    }

    private void write() throws Exception {
        assertThat(
                        Events.outcomes(
                                sink.write(
                                        Events.batch(
                                                Events.of(Events.event("orders", 1, "{}"), "acme"),
                                                Events.of(
                                                        Events.event("orders", 2, "{}"), "globex"),
                                                Events.event("orders", 3, "{}"),
                                                Events.of(
                                                        Events.event("orders", 4, "{}"), "acme")))))
                .hasSize(4)
                .allMatch(Outcome.Delivered.class::isInstance);
    }

    private static SampleContext context(String rows) {
        return Events.context(
                Clock.fixed(Events.NOW, ZoneOffset.UTC),
                new StreamContract(
                        "orders",
                        "orders",
                        SampleContext.contract("orders", "{}").schemas(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Map.of("row-level-security", rows)));
    }

    private List<String> seenBy(String role, String organisation) throws SQLException {
        return seen(role, organisation, table);
    }

    private List<String> seen(String role, String organisation, String from) throws SQLException {
        try (Connection connection = roles.as(role);
                var statement = connection.createStatement()) {
            statement.execute("SET headrace.organisation = '" + organisation + "'");
            return TestServer.texts(connection, "SELECT id FROM " + from + " ORDER BY id");
        }
    }
}
