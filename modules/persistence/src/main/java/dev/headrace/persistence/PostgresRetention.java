package dev.headrace.persistence;

import dev.headrace.insight.RetentionStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps months ahead and drops those that are old enough. What it drops is written down in the
 * transaction that drops it, and seals the month: nothing makes it again.
 */
final class PostgresRetention implements RetentionStore {

    private static final Pattern PARTITION = Pattern.compile(".*_y([0-9]{4})m([0-9]{2})");

    /** Who waits for a lock holds up the readers that come after; the next round tries again. */
    private static final String SHORT_WAIT = "SET LOCAL lock_timeout = '5s'";

    private static final String PARTITIONS =
            """
            SELECT c.relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid
            WHERE inhparent = ?::text::regclass ORDER BY c.relname
            """;

    private static final String WRITE_DOWN =
            """
            INSERT INTO ops.dropped_partitions
              (id, relation, partition, begins_at, ends_at, row_count, dropped_at)
            VALUES (gen_random_uuid(), ?, ?, ?, ?, ?, ?)
            """;

    private final RelationalStore store;
    private final Clock clock;

    PostgresRetention(RelationalStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** A month with the table that it is of. */
    private record Found(MonthlyTable table, Month month) {}

    @Override
    public List<Month> plan() {
        try (Connection owner = store.ready().owner().open()) {
            return found(owner).stream().map(Found::month).toList();
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    @Override
    public List<Dropped> dropped() {
        return store.ready()
                .entities()
                .inTransaction(entities ->
                        entities.createQuery(
                                        "SELECT d FROM DroppedPartition d"
                                                + " ORDER BY d.droppedAt DESC, d.partition",
                                        DroppedPartition.class)
                                .getResultStream()
                                .map(PostgresRetention::dropped)
                                .toList());
    }

    @Override
    public List<Dropped> keep() {
        var dropped = new ArrayList<Dropped>();
        try (Connection owner = store.ready().owner().open()) {
            store.ready().partitions().forget();
            store.ready().partitions().keepAhead();
            for (Found found : found(owner)) {
                if (found.month().standing() == Standing.DUE) {
                    dropped.addAll(drop(owner, found));
                }
            }
            forgetErasures(owner);
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        } finally {
            store.forgetPartitions();
        }
        return dropped;
    }

    private List<Found> found(Connection owner) throws SQLException {
        var found = new ArrayList<Found>();
        for (MonthlyTable table : MonthlyTable.values()) {
            for (String partition : Sql.texts(owner, PARTITIONS, table.relation())) {
                Matcher name = PARTITION.matcher(partition);
                if (name.matches()) { // another was attached by hand, and is not ours to drop
                    found.add(new Found(table, month(table, partition, name)));
                }
            }
        }
        return found;
    }

    private Month month(MonthlyTable table, String partition, Matcher name) {
        YearMonth month =
                YearMonth.of(Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
        Instant ends = Instant.parse(MonthlyTable.begin(month.plusMonths(1)));
        Instant dropFrom = ends.atZone(ZoneOffset.UTC).plus(table.kept()).toInstant();
        return new Month(
                table.relation(),
                partition,
                Instant.parse(MonthlyTable.begin(month)),
                ends,
                dropFrom,
                clock.instant().isBefore(dropFrom) ? Standing.KEPT : Standing.DUE);
    }

    /** Empty when another node was faster. */
    private List<Dropped> drop(Connection owner, Found found) throws SQLException {
        owner.setAutoCommit(false);
        try {
            Sql.execute(owner, SHORT_WAIT);
            Sql.texts(owner, "SELECT 1 FROM pg_advisory_xact_lock(" + Partitions.LOCK + ")");
            Month month = found.month();
            String partition = found.table().schema() + "." + Sql.name(month.partition());
            if (!Sql.holds(owner, "SELECT to_regclass(?) IS NOT NULL", partition)) {
                owner.rollback();
                return List.of();
            }
            Sql.execute(owner, "LOCK TABLE " + partition + " IN ACCESS EXCLUSIVE MODE");
            var dropped =
                    new Dropped(
                            month.table(),
                            month.partition(),
                            month.begins(),
                            month.ends(),
                            rows(owner, partition),
                            clock.instant());
            writeDown(owner, dropped);
            if (found.table() == MonthlyTable.AUDIT_LOGS) {
                AuditAnchors.write(owner, partition, dropped);
            }
            Sql.execute(owner, "DROP TABLE " + partition);
            owner.commit();
            return List.of(dropped);
        } catch (SQLException | RuntimeException e) {
            owner.rollback();
            throw e;
        } finally {
            owner.setAutoCommit(true);
        }
    }

    private void forgetErasures(Connection owner) throws SQLException {
        owner.setAutoCommit(false);
        for (String name : Sql.texts(owner, "SELECT organisation FROM ops.organisations")) {
            new Organisation(name).bind(owner);
            MediaErasures.forget(owner, clock.instant());
        }
        owner.commit();
    }

    /** Row security binds the owner too: so one organisation after the other. */
    private static long rows(Connection owner, String partition) throws SQLException {
        long rows = 0;
        for (String name : Sql.texts(owner, "SELECT organisation FROM ops.organisations")) {
            new Organisation(name).bind(owner);
            rows +=
                    Long.parseLong(
                            Sql.text(owner, "SELECT count(*) FROM " + partition).orElseThrow());
        }
        return rows;
    }

    private static void writeDown(Connection owner, Dropped dropped) throws SQLException {
        try (PreparedStatement insert = owner.prepareStatement(WRITE_DOWN)) {
            insert.setString(1, dropped.table());
            insert.setString(2, dropped.partition());
            insert.setObject(3, utc(dropped.begins()));
            insert.setObject(4, utc(dropped.ends()));
            insert.setLong(5, dropped.rows());
            insert.setObject(6, utc(dropped.at()));
            insert.executeUpdate();
        }
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static Dropped dropped(DroppedPartition row) {
        return new Dropped(
                row.relation(),
                row.partition(),
                row.beginsAt(),
                row.endsAt(),
                row.rowCount(),
                row.droppedAt());
    }
}
