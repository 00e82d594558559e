package dev.headrace.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headrace.insight.RetentionStore;
import dev.headrace.insight.RetentionStore.Dropped;
import dev.headrace.insight.RetentionStore.Month;
import dev.headrace.insight.RetentionStore.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Audit is kept for seven years after its month has ended: October 2019 is due, November not. */
@ExtendWith(StoreServer.class)
class RetentionIT {

    private static final String NO_PARTITION = "23514";
    private static final Instant OCTOBER = Instant.parse("2019-10-01T00:00:00Z");
    private static final Instant NOVEMBER = Instant.parse("2019-11-01T00:00:00Z");

    private final RelationalStore store;
    private final RetentionStore retention;

    RetentionIT(StoreServer.Database database) {
        this.store = database.store(Clock.fixed(RowSecurityIT.NOW, ZoneOffset.UTC));
        this.retention = store.insight().retention();
    }

    @BeforeEach
    void threeRowsInOctoberAndOneInNovember() throws SQLException {
        Partitions partitions = store.ready().partitions();
        partitions.ready(MonthlyTable.AUDIT_LOGS, YearMonth.of(2019, 10));
        partitions.ready(MonthlyTable.AUDIT_LOGS, YearMonth.of(2019, 11));
        insert("red", "1", "2019-10-01T00:00:00Z");
        insert("red", "2", "2019-10-31T23:59:59.999999Z");
        insert("blue", "1", "2019-10-15T00:00:00Z");
        insert("blue", "2", "2019-11-01T00:00:00Z");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void thePlanShowsWhatIsDueAndDropsNothing() throws SQLException {
        List<Month> plan = retention.plan();

        assertThat(plan)
                .filteredOn(month -> month.standing() == Standing.DUE)
                .containsExactly(
                        new Month(
                                "audit.audit_logs",
                                "audit_logs_y2019m10",
                                OCTOBER,
                                NOVEMBER,
                                Instant.parse("2026-11-01T00:00:00Z"),
                                Standing.DUE));
        assertThat(plan)
                .filteredOn(month -> month.begins().equals(NOVEMBER))
                .map(Month::dropFrom)
                .containsExactly(Instant.parse("2026-12-01T00:00:00Z"));
        assertThat(plan).hasSize(2 + MonthlyTable.values().length * (Partitions.MONTHS_AHEAD + 1));
        assertThat(rows("red")).isEqualTo("2");
        assertThat(retention.dropped()).isEmpty();
    }

    @Test
    void dropsWhatIsDueAndWritesDownWhatItWas() throws SQLException {
        List<Dropped> dropped = retention.keep();

        assertThat(dropped)
                .containsExactly(
                        new Dropped(
                                "audit.audit_logs",
                                "audit_logs_y2019m10",
                                OCTOBER,
                                NOVEMBER,
                                3,
                                RowSecurityIT.NOW));
        assertThat(retention.dropped()).isEqualTo(dropped);
        assertThat(rows("red")).isEqualTo("0");
        assertThat(rows("blue")).isEqualTo("1");
        assertThat(retention.keep()).isEmpty();
    }

    @Test
    void aMonthThatWasDroppedTakesNoRowsAndIsNotMadeAgain() throws SQLException {
        retention.keep();

        assertThat(
                        store.ready()
                                .partitions()
                                .ready(MonthlyTable.AUDIT_LOGS, YearMonth.of(2019, 10)))
                .isEqualTo(Partitions.Month.SEALED);
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> insert("red", "3", "2019-10-02T00:00:00Z"))
                .returns(NO_PARTITION, SQLException::getSQLState);
    }

    private void insert(String organisation, String id, String at) throws SQLException {
        var bound = new Organisation(organisation);
        store.inTransaction(
                bound,
                connection -> {
                    bound.register(connection);
                    StoreServer.execute(connection, AuditRows.insert(organisation, id, at));
                    return id;
                });
    }

    private String rows(String organisation) throws SQLException {
        return store.inTransaction(new Organisation(organisation), connection -> rows(connection));
    }

    private static String rows(Connection connection) throws SQLException {
        return Sql.text(connection, "SELECT count(*) FROM audit.audit_logs").orElseThrow();
    }
}
