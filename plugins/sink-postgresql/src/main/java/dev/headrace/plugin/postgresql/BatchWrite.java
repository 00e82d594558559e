package dev.headrace.plugin.postgresql;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.WriteResult;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One batch on its way into its table: by one COPY, or, when a row is there already or cannot be
 * stored, by a temporary table that leaves out what is there. A row that PostgreSQL cannot store
 * fails the transaction it is in; the range is then halved until the row is alone, and all others
 * are committed: for one bad row in n about three times the work and 2·log2(n) transactions.
 */
final class BatchWrite {

    private final RecordBatch batch;
    private final WriteResult.Builder result;
    private final int[] indexes;
    private final Set<LocalDate> days = new TreeSet<>();
    private int size;
    private int alreadyThere;

    BatchWrite(RecordBatch batch) {
        this.batch = batch;
        this.result = WriteResult.of(batch);
        this.indexes = new int[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            sort(i, batch.get(i));
        }
    }

    /** The days of the received times of all rows that may be stored. */
    Set<LocalDate> days() {
        return days;
    }

    /** How many rows were in the table before. */
    int alreadyThere() {
        return alreadyThere;
    }

    /** Stores what can be stored; an exception that is not a row's fault ends it. */
    WriteResult into(StreamTable table, Session session) throws SQLException {
        if (size > 0 && !storedStraight(table, session)) {
            store(0, size, table, session);
        }
        return result.build();
    }

    private void sort(int index, SinkRecord record) {
        if (Timestamps.storable(record.receivedAt()) && Timestamps.storable(record.occurredAt())) {
            indexes[size++] = index;
            days.add(Timestamps.day(record.receivedAt()));
        } else {
            reject(index, RowFault.TIME_OUT_OF_RANGE);
        }
    }

    /** Most batches hold no row that is there and none that cannot be: one COPY takes them. */
    private boolean storedStraight(StreamTable table, Session session) throws SQLException {
        if (table.route() == Route.MERGING || batch.attempt() > 1) {
            return false;
        }
        try {
            session.storeNew(batch, indexes, 0, size, table);
        } catch (SQLException e) {
            if (!SqlState.duplicate(e) && SqlState.rowFault(e).isEmpty()) {
                throw e;
            }
            session.connection().rollback();
            return false;
        }
        delivered(0, size, table);
        return true;
    }

    private void store(int from, int to, StreamTable table, Session session) throws SQLException {
        Optional<RowFault> fault = attempt(from, to, table, session);
        if (fault.isEmpty()) {
            return;
        }
        if (to - from == 1) {
            reject(indexes[from], fault.get());
            return;
        }
        int middle = (from + to) >>> 1;
        store(from, middle, table, session);
        store(middle, to, table, session);
    }

    private Optional<RowFault> attempt(int from, int to, StreamTable table, Session session)
            throws SQLException {
        try {
            Session.Stored stored = session.store(batch, indexes, from, to, table);
            alreadyThere += stored.rows() - stored.inserted();
        } catch (SQLException e) {
            Optional<RowFault> fault = SqlState.rowFault(e);
            if (fault.isEmpty()) {
                throw e;
            }
            session.connection().rollback();
            return fault;
        }
        delivered(from, to, table);
        return Optional.empty();
    }

    private void delivered(int from, int to, StreamTable table) {
        String ref = table.ref();
        for (int i = from; i < to; i++) {
            result.delivered(indexes[i], ref);
        }
    }

    private void reject(int index, RowFault fault) {
        result.rejected(index, fault.code(), fault.detail());
    }
}
