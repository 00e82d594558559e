package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tries to see, and to write, what belongs to another organisation. */
@ExtendWith(StoreServer.class)
class RowSecurityIT {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String NOT_ALLOWED = "42501";

    private final StoreServer.Database database;
    private final RelationalStore store;

    RowSecurityIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @BeforeEach
    void twoOrganisations() throws SQLException {
        store.ready();
        for (String name : new String[] {"red", "blue"}) {
            store.inTransaction(
                    Organisation.of(Optional.of(name)),
                    connection -> {
                        StoreServer.execute(connection, AuditRows.insert(name, "of-" + name));
                        return name;
                    });
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anOrganisationSeesItsOwnRowsAlone() throws SQLException {
        var seen =
                store.inTransaction(
                        Organisation.of(Optional.of("red")),
                        connection ->
                                Sql.texts(connection, "SELECT event_id FROM audit.audit_logs"));

        assertThat(seen).containsExactly("of-red");
    }

    @Test
    void aSessionThatNamesNoOrganisationSeesNothingAlsoAfterOneThatDid() throws SQLException {
        try (Connection app = database.asApp()) {
            assertThat(visible(app, "audit.audit_logs")).isEqualTo("0");
            app.setAutoCommit(false);
            new Organisation("red").bind(app);
            assertThat(visible(app, "audit.audit_logs")).isEqualTo("1");
            app.commit();

            assertThat(visible(app, "audit.audit_logs")).isEqualTo("0");
        }
    }

    @Test
    void refusesARowOfAnotherOrganisation() throws SQLException {
        try (Connection app = database.asApp()) {
            app.setAutoCommit(false);
            new Organisation("red").bind(app);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> StoreServer.execute(app, AuditRows.insert("blue", "forged")))
                    .returns(NOT_ALLOWED, SQLException::getSQLState);
        }
    }

    @Test
    void theAppRoleCannotReachAPartitionPastItsTable() throws SQLException {
        try (Connection app = database.asApp()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> visible(app, "audit.audit_logs_y2026m11"))
                    .returns(NOT_ALLOWED, SQLException::getSQLState);
        }
    }

    @Test
    void aPartitionHasRowSecurityOfItsOwnWhereSomebodyWasGrantedIt() throws SQLException {
        try (Connection owner = database.asOwner();
                Connection app = database.asApp()) {
            StoreServer.execute(owner, "GRANT SELECT ON audit.audit_logs_y2026m11 TO headrace_app");

            assertThat(visible(app, "audit.audit_logs_y2026m11")).isEqualTo("0");
            app.setAutoCommit(false);
            new Organisation("blue").bind(app);
            assertThat(Sql.texts(app, "SELECT event_id FROM audit.audit_logs_y2026m11"))
                    .containsExactly("of-blue");
        }
    }

    @Test
    void theOwnerOfTheTablesIsBoundToo() throws SQLException {
        try (Connection owner = database.asOwner()) {
            assertThat(visible(owner, "audit.audit_logs")).isEqualTo("0");
            assertThat(visible(owner, "audit.audit_logs_y2026m11")).isEqualTo("0");
        }
    }

    @Test
    void theAppRoleCannotBecomeTheOwner() throws SQLException {
        try (Connection app = database.asApp()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> StoreServer.execute(app, "SET ROLE " + StoreRoles.OWNER))
                    .returns(NOT_ALLOWED, SQLException::getSQLState);
        }
    }

    @Test
    void everyTableWithAnOrganisationIsClosedAndSoIsEveryPartition() throws SQLException {
        try (Connection superuser = database.asSuperuser()) {
            var open =
                    Sql.texts(
                            superuser,
                            """
                            SELECT c.oid::regclass FROM pg_class c
                            JOIN pg_attribute a ON attrelid = c.oid AND attname = 'organisation'
                            WHERE relkind IN ('r', 'p') AND c.oid <> 'ops.organisations'::regclass
                            AND relnamespace::regnamespace::text NOT LIKE 'pg_%'
                            AND NOT (relrowsecurity AND relforcerowsecurity
                                AND EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = c.oid))
                            """);
            var closed =
                    Sql.text(
                            superuser,
                            "SELECT count(*) FROM pg_class WHERE relforcerowsecurity"
                                    + " AND relispartition");

            assertThat(open).isEmpty();
            assertThat(Integer.parseInt(closed.orElseThrow()))
                    .isEqualTo(MonthlyTable.values().length * (Partitions.MONTHS_AHEAD + 1));
        }
    }

    @Test
    void noOrganisationCanTakeTheNameOfNone() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> Organisation.of(Optional.of("-")));
    }

    private static String visible(Connection connection, String relation) throws SQLException {
        return Sql.text(connection, "SELECT count(*) FROM " + relation).orElseThrow();
    }
}
