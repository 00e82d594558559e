package dev.headrace.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Adds to tables that are divided by month, and leaves out what is of a month that was dropped. */
final class OpenMonths {

    private final RelationalStore store;
    private final Set<MonthlyTable> tables;

    /**
     * What became of rows.
     *
     * @param done what the addition says of those that it was given
     * @param sealed are of a month that was dropped, and were left out
     */
    record Added(int done, int sealed) {}

    /** What is done with the rows of open months, in a transaction of their organisation. */
    @FunctionalInterface
    interface Addition<T> {
        int add(Connection connection, Organisation organisation, List<T> rows) throws SQLException;
    }

    /**
     * @param tables all of them take a row, or none does
     */
    OpenMonths(RelationalStore store, Set<MonthlyTable> tables) {
        this.store = store;
        this.tables = tables;
    }

    /** Whether the tables take what happened then; makes the month where it is missing. */
    boolean hold(Instant at) throws SQLException {
        YearMonth month = YearMonth.from(at.atZone(ZoneOffset.UTC));
        Partitions partitions = store.ready().partitions();
        for (MonthlyTable table : tables) {
            if (partitions.ready(table, month) == Partitions.Month.SEALED) {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds what it can: all of that in one transaction, or none.
     *
     * @throws dev.headrace.insight.StoreUnavailableException when nothing was added
     */
    <T> Added add(
            Optional<String> organisation,
            List<T> rows,
            Function<T, Instant> time,
            Addition<T> addition) {
        try {
            List<T> open = new ArrayList<>();
            for (T row : rows) {
                if (hold(time.apply(row))) {
                    open.add(row);
                }
            }
            int done = open.isEmpty() ? 0 : add(Organisation.of(organisation), open, addition);
            return new Added(done, rows.size() - open.size());
        } catch (SQLException e) {
            store.forgetPartitions();
            throw SqlFailure.of(e);
        }
    }

    private <T> int add(Organisation organisation, List<T> rows, Addition<T> addition)
            throws SQLException {
        return store.inTransaction(
                organisation,
                connection -> {
                    organisation.register(connection);
                    return addition.add(connection, organisation, rows);
                });
    }
}
