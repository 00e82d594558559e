package dev.headrace.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The months that there are. Each partition has row security of its own, because PostgreSQL asks
 * the policies of the table that a statement names and a partition inherits none. Safe for use by
 * several threads and nodes.
 */
final class Partitions {

    /** The current month and so many after it are there before a row needs them. */
    static final int MONTHS_AHEAD = 2;

    /** One change of partitions in a database at a time: "part". */
    static final int LOCK = 0x70617274;

    private static final String SEALED =
            "SELECT EXISTS (SELECT 1 FROM ops.dropped_partitions"
                    + " WHERE relation = ? AND begins_at = ?)";
    private static final String POLICIES =
            """
            SELECT format('CREATE POLICY %I ON %s FOR %s %s %s', polname, ?::text,
                CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' ELSE 'ALL' END,
                'USING (' || pg_get_expr(polqual, polrelid) || ')',
                'WITH CHECK (' || pg_get_expr(polwithcheck, polrelid) || ')')
            FROM pg_policy WHERE polrelid = ?::text::regclass ORDER BY polname
            """;

    private final OwnerSessions owner;
    private final Clock clock;
    private final Map<String, Month> known = new ConcurrentHashMap<>();

    /** What a month of a table is. */
    enum Month {
        OPEN,
        /** Dropped by the retention job; it takes no more rows. */
        SEALED
    }

    Partitions(OwnerSessions owner, Clock clock) {
        this.owner = owner;
        this.clock = clock;
    }

    /** Makes the current month and the next ones of every table. */
    void keepAhead() throws SQLException {
        YearMonth now = YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
        for (MonthlyTable table : MonthlyTable.values()) {
            for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
                ready(table, now.plusMonths(ahead));
            }
        }
    }

    /** Makes a month if it is not there and was never dropped. */
    Month ready(MonthlyTable table, YearMonth month) throws SQLException {
        String partition = table.partitionRelation(month);
        Month found = known.get(partition);
        if (found == null) {
            found = make(table, month);
            known.put(partition, found);
        }
        return found;
    }

    /** To be asked again: another node may have dropped or made something. */
    void forget() {
        known.clear();
    }

    private Month make(MonthlyTable table, YearMonth month) throws SQLException {
        try (Connection connection = owner.open()) {
            connection.setAutoCommit(false);
            Sql.texts(connection, "SELECT 1 FROM pg_advisory_xact_lock(" + LOCK + ")");
            Month made = make(connection, table, month);
            connection.commit();
            return made;
        }
    }

    private static Month make(Connection connection, MonthlyTable table, YearMonth month)
            throws SQLException {
        String partition = table.partitionRelation(month);
        if (Sql.holds(connection, "SELECT to_regclass(?) IS NOT NULL", partition)) {
            return Month.OPEN;
        }
        OffsetDateTime begin = OffsetDateTime.parse(MonthlyTable.begin(month));
        if (Sql.holds(connection, SEALED, table.relation(), begin)) {
            return Month.SEALED;
        }
        Sql.execute(
                connection,
                "CREATE TABLE %s PARTITION OF %s FOR VALUES FROM ('%s') TO ('%s')"
                        .formatted(
                                partition,
                                table.relation(),
                                MonthlyTable.begin(month),
                                MonthlyTable.begin(month.plusMonths(1))));
        Sql.execute(
                connection,
                "ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
                        .formatted(partition));
        List<String> policies = Sql.texts(connection, POLICIES, partition, table.relation());
        for (String policy : policies) {
            Sql.execute(connection, policy);
        }
        return Month.OPEN;
    }
}
