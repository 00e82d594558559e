package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to change what audit holds, as the role that Headrace works with. */
@ExtendWith(StoreServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AppendOnlyAuditIT {

    private static final String NOT_ALLOWED = "42501";
    private static final String NO_PARTITION = "23514";

    private final StoreServer.Database database;
    private final RelationalStore store;

    AppendOnlyAuditIT(StoreServer.Database database) {
        this.database = database;
        this.store = database.store(Clock.fixed(RowSecurityIT.NOW, ZoneOffset.UTC));
    }

    @BeforeAll
    void open() {
        store.ready();
    }

    @AfterAll
    void close() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit.audit_logs SET action = 'READ'",
                "DELETE FROM audit.audit_logs",
                "TRUNCATE audit.audit_logs",
                "TRUNCATE audit.audit_logs_y2026m11",
                "DELETE FROM audit.audit_logs_y2026m11",
                "DROP TABLE audit.audit_logs_y2026m11",
                "DROP TABLE audit.audit_logs",
                "ALTER TABLE audit.audit_logs DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE audit.audit_logs DETACH PARTITION audit.audit_logs_y2026m11",
                "CREATE TABLE audit.more (a int)",
                "DELETE FROM audit.heads",
                "DELETE FROM audit.anchors",
                "UPDATE audit.anchors SET hash = previous",
                "INSERT INTO audit.anchors SELECT organisation, node, 1, 1, chain_hash, chain_hash,"
                        + " now(), now(), now() FROM audit.heads",
                "DELETE FROM ops.dropped_partitions",
                "DELETE FROM ops.migrations"
            })
    void theAppRoleMayNot(String change) throws SQLException {
        var organisation = new Organisation("of-" + Integer.toHexString(change.hashCode()));
        try (Connection app = database.asApp()) {
            app.setAutoCommit(false);
            organisation.bind(app);
            StoreServer.execute(app, AuditRows.insert(organisation.name(), "kept"));
            app.commit();
            organisation.bind(app);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> StoreServer.execute(app, change))
                    .returns(NOT_ALLOWED, SQLException::getSQLState);
            app.rollback();
            organisation.bind(app);
            assertThat(Sql.texts(app, "SELECT event_id || action FROM audit.audit_logs"))
                    .containsExactly("keptUPDATE");
        }
    }

    @Test
    void anInsertCannotOverwriteEither() throws SQLException {
        try (Connection app = database.asApp()) {
            app.setAutoCommit(false);
            new Organisation("red").bind(app);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() ->
                            StoreServer.execute(
                                    app,
                                    AuditRows.insert("red", "kept")
                                            + " ON CONFLICT (occurred_at, organisation, event_id)"
                                            + " DO UPDATE SET action = 'READ'"))
                    .returns(NOT_ALLOWED, SQLException::getSQLState);
        }
    }

    @Test
    void aRowOfAMonthThatNobodyHasMadeIsRefusedBecauseThereIsNoDefault() throws SQLException {
        try (Connection app = database.asApp()) {
            app.setAutoCommit(false);
            new Organisation("red").bind(app);

            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() ->
                            StoreServer.execute(
                                    app, AuditRows.insert("red", "late", "2019-02-01T00:00:00Z")))
                    .returns(NO_PARTITION, SQLException::getSQLState);
        }
    }
}
