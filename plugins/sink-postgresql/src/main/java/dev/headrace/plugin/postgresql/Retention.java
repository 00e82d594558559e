package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Drops the partitions of days that are past their stream's retention: a day goes when its last
 * event has been kept for that long. One node at a time does it.
 *
 * <p>A partition is marked, detached concurrently, and dropped. Readers and writers of the stream's
 * table wait for none of it; when a reader still uses the day, it is let finish, new readers do not
 * see the day any more, and the next sweep goes on from there. So it does after a crash between any
 * two of the steps.
 */
final class Retention {

    /** So that a first sweep over years does not hold up a batch for long. */
    static final int MOST_A_SWEEP = 32;

    /** How many tables that are in use a sweep waits for. */
    private static final int MOST_BUSY = 3;

    private static final String MARK = "Headrace drops this: it is past the stream's retention";

    private static final String PARTITIONS =
            "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid"
                    + " WHERE inhparent = to_regclass(?) ORDER BY inhdetachpending DESC, relname";

    private static final String PENDING =
            "SELECT 1 FROM pg_inherits WHERE inhrelid = to_regclass(?) AND inhdetachpending";

    private static final String LEFTOVERS =
            "SELECT format('%I.%I', nspname, relname) FROM pg_class"
                    + " JOIN pg_namespace n ON n.oid = relnamespace"
                    + " WHERE nspname = ? AND relkind = 'r' AND NOT relispartition"
                    + " AND obj_description(pg_class.oid, 'pg_class') = ? ORDER BY relname";

    private final OwnerSession owner;
    private final String schema;
    private final Instant now;
    private final List<SQLException> failures = new ArrayList<>();
    private int dropped;

    private Retention(OwnerSession owner, String schema, Instant now) {
        this.owner = owner;
        this.schema = schema;
        this.now = now;
    }

    /**
     * What a sweep did.
     *
     * @param unfinished whether there is more to drop
     * @param failure the first reason why a day was not dropped
     */
    record Swept(int dropped, boolean unfinished, Optional<SQLException> failure) {}

    /** Drops what is due, as far as the bounds let it. */
    static Swept sweep(Sessions sessions, String schema, List<StreamContract> streams, Instant now)
            throws SQLException, SinkException {
        try (OwnerSession owner = sessions.owner()) {
            if (!owner.claim(schema)) {
                return new Swept(0, false, Optional.empty()); // another node is at it
            }
            var retention = new Retention(owner, schema, now);
            retention.leftovers();
            for (StreamContract stream : streams) {
                if (stream.retention().isPresent()) {
                    retention.stream(
                            StreamTable.of(schema, stream.name()), stream.retention().get());
                }
            }
            return new Swept(
                    retention.dropped, retention.full(), retention.failures.stream().findFirst());
        }
    }

    /** Whether a day that ended so long ago is due. */
    static boolean isDue(LocalDate day, Duration kept, Instant now) {
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return Duration.between(end, now).compareTo(kept) >= 0;
    }

    private void stream(StreamTable table, Duration kept) throws SQLException {
        for (String partition : owner.texts(PARTITIONS, table.quoted())) {
            if (full() || failures.size() >= MOST_BUSY) {
                return;
            }
            if (table.day(partition).filter(day -> isDue(day, kept, now)).isPresent()
                    && !attempt(() -> drop(table, SqlText.name(schema, partition)))) {
                return;
            }
        }
    }

    private void leftovers() throws SQLException {
        for (String leftover : owner.texts(LEFTOVERS, schema, MARK)) {
            if (full() || !attempt(() -> drop(leftover))) {
                return;
            }
        }
    }

    private void drop(StreamTable table, String partition) throws SQLException {
        if (owner.found(PENDING, partition)) {
            detach(table, partition, "FINALIZE");
        } else {
            owner.execute("COMMENT ON TABLE " + partition + " IS " + SqlText.literal(MARK));
            detach(table, partition, "CONCURRENTLY");
        }
        drop(partition);
    }

    private void detach(StreamTable table, String partition, String how) throws SQLException {
        owner.execute(
                "ALTER TABLE %s DETACH PARTITION %s %s".formatted(table.quoted(), partition, how));
    }

    private void drop(String partition) throws SQLException {
        owner.execute("DROP TABLE " + partition);
        dropped++;
    }

    private boolean full() {
        return dropped >= MOST_A_SWEEP;
    }

    /** A step of the sweep. */
    @FunctionalInterface
    private interface Step {
        void take() throws SQLException;
    }

    /** Whether a step went well; a lost connection ends the sweep. */
    private boolean attempt(Step step) throws SQLException {
        try {
            step.take();
            return true;
        } catch (SQLException e) {
            if (SqlState.lostConnection(e) || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            failures.add(e);
            return false;
        }
    }
}
