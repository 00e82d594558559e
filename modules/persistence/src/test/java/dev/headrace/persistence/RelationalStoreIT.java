package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.insight.StoreMisconfiguredException;
import dev.headrace.insight.StoreUnavailableException;
import dev.headrace.persistence.StoreSettings.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Roles, migrations and partitions, on a database that is new, old, foreign or away. */
@ExtendWith(StoreServer.class)
class RelationalStoreIT {

    private static final Clock CLOCK = Clock.fixed(RowSecurityIT.NOW, ZoneOffset.UTC);

    private final StoreServer.Database database;

    RelationalStoreIT(StoreServer.Database database) {
        this.database = database;
    }

    @Test
    void makesTheCurrentMonthAndTheNextTwoOfEveryTable() throws SQLException {
        try (RelationalStore store = database.store(CLOCK)) {
            store.ready();
        }

        try (Connection superuser = database.asSuperuser()) {
            assertThat(
                            Sql.texts(
                                    superuser,
                                    "SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent ="
                                            + " 'audit.audit_logs'::regclass ORDER BY 1"))
                    .containsExactly(
                            "audit.audit_logs_y2026m11",
                            "audit.audit_logs_y2026m12",
                            "audit.audit_logs_y2027m01");
        }
    }

    @Test
    void doesNotMakeAMonthAgainThatTheRetentionJobHasDropped() throws SQLException {
        try (RelationalStore store = database.store(CLOCK)) {
            Partitions partitions = store.ready().partitions();
            try (Connection owner = database.asOwner()) {
                StoreServer.execute(
                        owner,
                        """
                        INSERT INTO ops.dropped_partitions VALUES (gen_random_uuid(),
                          'audit.audit_logs', 'audit_logs_y2019m02', '2019-02-01T00:00:00Z',
                          '2019-03-01T00:00:00Z', 17, now())
                        """);
            }

            assertThat(partitions.ready(MonthlyTable.AUDIT_LOGS, YearMonth.of(2019, 2)))
                    .isEqualTo(Partitions.Month.SEALED);
            assertThat(partitions.ready(MonthlyTable.AUDIT_LOGS, YearMonth.of(2019, 3)))
                    .isEqualTo(Partitions.Month.OPEN);
            assertThat(partitions.ready(MonthlyTable.COUNTS_DAY, YearMonth.of(2019, 2)))
                    .isEqualTo(Partitions.Month.OPEN);
        }
    }

    @Test
    void readsEntitiesThroughEclipseLink() throws SQLException {
        try (RelationalStore store = database.store(CLOCK)) {
            store.ready();
            try (Connection owner = database.asOwner()) {
                StoreServer.execute(
                        owner,
                        """
                        INSERT INTO ops.dropped_partitions VALUES (gen_random_uuid(),
                          'audit.audit_logs', 'audit_logs_y2019m02', '2019-02-01T00:00:00Z',
                          '2019-03-01T00:00:00Z', 17, '2026-03-02T03:04:05.678901Z')
                        """);
            }

            List<DroppedPartition> dropped =
                    store.ready()
                            .entities()
                            .inTransaction(entities ->
                                    entities.createQuery(
                                                    "SELECT d FROM DroppedPartition d",
                                                    DroppedPartition.class)
                                            .getResultList());

            assertThat(dropped).hasSize(1);
            assertThat(dropped.getFirst().partition()).isEqualTo("audit_logs_y2019m02");
            assertThat(dropped.getFirst().droppedAt()).isEqualTo("2026-03-02T03:04:05.678901Z");
            assertThat(dropped.getFirst().rowCount()).isEqualTo(17);
        }
    }

    @Test
    void entitiesSeeTheRowsOfTheirTransactionsOrganisationAlone() throws SQLException {
        try (RelationalStore store = database.store(CLOCK)) {
            store.ready();
            for (String name : List.of("red", "blue")) {
                store.inTransaction(
                        new Organisation(name),
                        connection -> {
                            StoreServer.execute(connection, AuditRows.insert(name, name));
                            return name;
                        });
            }

            for (String name : List.of("red", "blue", "green")) {
                List<?> seen =
                        store.ready()
                                .entities()
                                .inTransaction(
                                        new Organisation(name),
                                        entities ->
                                                entities.createNativeQuery(
                                                                "SELECT event_id FROM"
                                                                        + " audit.audit_logs")
                                                        .getResultList());
                assertThat(seen)
                        .map(Object::toString)
                        .isEqualTo(name.equals("green") ? List.of() : List.of(name));
            }
        }
    }

    @Test
    void nodesThatStartTogetherBringTheTablesToTheirFormOnce() throws Exception {
        List<RelationalStore> nodes =
                Stream.generate(() -> database.store(CLOCK)).limit(3).toList();
        try (var threads = Executors.newFixedThreadPool(nodes.size())) {
            List<Callable<Object>> starts =
                    nodes.stream().map(node -> (Callable<Object>) node::ready).toList();
            for (var start : threads.invokeAll(starts)) {
                start.get();
            }
        } finally {
            nodes.forEach(RelationalStore::close);
        }

        try (Connection superuser = database.asSuperuser()) {
            assertThat(Sql.text(superuser, "SELECT count(*) FROM ops.migrations"))
                    .isEqualTo(Sql.text(superuser, "SELECT max(number) FROM ops.migrations"));
        }
    }

    @Test
    void refusesAStoreThatANewerHeadraceHasChanged() throws SQLException {
        try (RelationalStore store = database.store(CLOCK)) {
            store.ready();
        }
        try (Connection owner = database.asOwner()) {
            StoreServer.execute(owner, "INSERT INTO ops.migrations VALUES (99, 'V99', 'x')");
        }

        try (RelationalStore store = database.store(CLOCK)) {
            assertThatThrownBy(store::ready)
                    .isInstanceOf(StoreMisconfiguredException.class)
                    .hasMessageContaining("newer Headrace");
        }
    }

    @Test
    void refusesAStoreWithAnotherHistory() throws SQLException {
        try (RelationalStore store = database.store(CLOCK)) {
            store.ready();
        }
        try (Connection owner = database.asOwner()) {
            StoreServer.execute(owner, "UPDATE ops.migrations SET digest = 'x' WHERE number = 1");
        }

        try (RelationalStore store = database.store(CLOCK)) {
            assertThatThrownBy(store::ready)
                    .isInstanceOf(StoreMisconfiguredException.class)
                    .hasMessageContaining("V1__store.sql");
        }
    }

    @Test
    void asksForAnAppRoleWhereTheLoginMayNotMakeOne() throws SQLException {
        Login plain = role("LOGIN");

        try (RelationalStore store = store(plain, Optional.empty())) {
            assertThatThrownBy(store::ready)
                    .isInstanceOf(StoreMisconfiguredException.class)
                    .hasMessageContaining("headrace.store.app-user")
                    .hasMessageNotContaining(plain.password());
        }
    }

    @Test
    void worksWithALoginThatOwnsTheTablesAndAnAppRoleThatWasMadeForIt() throws SQLException {
        Login plain = role("LOGIN");
        Login app = role("LOGIN");
        try (Connection superuser = database.asSuperuser()) {
            StoreServer.execute(
                    superuser,
                    "GRANT CREATE ON DATABASE %s TO %s"
                            .formatted(
                                    Sql.text(superuser, "SELECT current_database()").orElseThrow(),
                                    plain.user()));
        }

        try (RelationalStore store = store(plain, Optional.of(app))) {
            store.ready();
            assertThat(
                            store.<Optional<String>>inTransaction(
                                    new Organisation("red"),
                                    connection -> Sql.text(connection, "SELECT current_user")))
                    .contains(app.user());
        }
    }

    @Test
    void refusesAnAppRoleThatRowSecurityDoesNotBind() throws SQLException {
        Login bypassing = role("LOGIN BYPASSRLS");

        try (RelationalStore store = store(database.owner(), Optional.of(bypassing))) {
            assertThatThrownBy(store::ready)
                    .isInstanceOf(StoreMisconfiguredException.class)
                    .hasMessageContaining("passes row security by");
        }
    }

    @Test
    void aDatabaseThatIsAwayIsUnavailableAndNotAskedForBeforeItIsUsed() {
        var away =
                new StoreSettings(
                        "jdbc:postgresql://127.0.0.1:1/nowhere",
                        new Login("owner", "secret-word"),
                        Optional.empty(),
                        2);

        try (RelationalStore store = RelationalStore.of(away, CLOCK)) {
            assertThatThrownBy(store.insight()::ready)
                    .isInstanceOf(StoreUnavailableException.class)
                    .hasMessageNotContaining("secret-word");
        }
    }

    private RelationalStore store(Login owner, Optional<Login> app) {
        return RelationalStore.of(new StoreSettings(database.url(), owner, app, 2), CLOCK);
    }

    private Login role(String rights) throws SQLException {
        String name = "r" + Long.toHexString(System.nanoTime());
        try (Connection superuser = database.asSuperuser()) {
            StoreServer.execute(
                    superuser, "CREATE ROLE %s %s PASSWORD 'of %s'".formatted(name, rights, name));
        }
        return new Login(name, "of " + name);
    }
}
