package dev.headrace.plugin.postgresql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the columns that a contract asks for and a table does not have; never changes or drops one.
 *
 * <p>A generated column makes PostgreSQL rewrite every partition, under a lock that nobody gets
 * past. So columns are generated where the table is small, as it is when it is made, and ordinary
 * otherwise: an ordinary one is added without a look at the rows, and the sink's insert fills it
 * with the same expression. Rows of before keep null there; the schema that they came under did not
 * name the member.
 */
final class ColumnKeeper {

    /** So much is rewritten in well under a second. */
    private static final long REWRITABLE_BYTES = 8L << 20;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String EXISTING =
            """
            SELECT attname, format_type(atttypid, atttypmod), attgenerated <> '' OR atthasdef
            FROM pg_attribute
            WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped
            """;

    private static final String SIZE =
            "SELECT coalesce(sum(pg_table_size(relid)), 0)"
                    + " FROM pg_partition_tree(to_regclass(?))";

    private final OwnerSession owner;
    private final StreamTable table;
    private final List<TypedColumn> filled = new ArrayList<>();
    private boolean postponed;

    ColumnKeeper(OwnerSession owner, StreamTable table) {
        this.owner = owner;
        this.table = table;
    }

    /** A column that the table has; one that fills itself is generated or has a default. */
    private record Existing(String type, boolean fillsItself) {}

    /** The columns that an insert has to fill. */
    List<TypedColumn> filled() {
        return filled;
    }

    /** Whether columns are missing still, because somebody uses the table for long. */
    boolean postponed() {
        return postponed;
    }

    void keep(List<TypedColumn> wanted) throws SQLException {
        Map<String, Existing> existing = existing();
        var missing = new ArrayList<TypedColumn>();
        for (TypedColumn column : wanted) {
            Existing there = existing.get(column.name());
            if (there == null) {
                missing.add(column);
            } else if (!there.fillsItself) {
                SqlType.spelt(there.type).map(column::as).ifPresent(filled::add);
            }
        }
        if (!missing.isEmpty()) {
            add(missing);
        }
    }

    private void add(List<TypedColumn> missing) throws SQLException {
        SafeCasts.make(owner, table.schema());
        boolean small =
                owner.ask(SIZE, table.quoted()).map(Long::valueOf).orElse(0L) <= REWRITABLE_BYTES;
        Savepoint before = owner.connection().setSavepoint();
        try {
            owner.execute(small ? generated(missing) : ordinary(missing));
        } catch (SQLException e) {
            if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw e;
            }
            owner.connection().rollback(before);
            postponed = true;
            return;
        }
        if (!small) {
            filled.addAll(missing);
        }
    }

    private String generated(List<TypedColumn> columns) {
        return alter(
                columns.stream()
                        .map(column ->
                                "ADD COLUMN %s %s GENERATED ALWAYS AS (%s) STORED"
                                        .formatted(
                                                column.quoted(),
                                                column.type().spelling(),
                                                column.expression(table.schema())))
                        .toList());
    }

    private String ordinary(List<TypedColumn> columns) {
        return alter(
                columns.stream()
                        .map(column ->
                                "ADD COLUMN %s %s"
                                        .formatted(column.quoted(), column.type().spelling()))
                        .toList());
    }

    private String alter(List<String> actions) {
        return "ALTER TABLE " + table.quoted() + " " + String.join(", ", actions);
    }

    private Map<String, Existing> existing() throws SQLException {
        try (PreparedStatement select = owner.connection().prepareStatement(EXISTING)) {
            select.setString(1, table.quoted());
            var columns = new HashMap<String, Existing>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    columns.put(
                            rows.getString(1), new Existing(rows.getString(2), rows.getBoolean(3)));
                }
            }
            return columns;
        }
    }
}
