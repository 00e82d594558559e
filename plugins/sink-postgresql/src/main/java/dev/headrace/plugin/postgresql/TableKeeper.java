package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes and migrates one stream's table, its daily partitions and who may do what with them, within
 * a transaction of the owner's that the caller begins and ends.
 */
final class TableKeeper {

    private static final int LAYOUT = 1;
    private static final String VERSIONS = "headrace$layout";

    private final OwnerSession owner;
    private final PostgresqlSettings settings;
    private final String schema;

    TableKeeper(OwnerSession owner, PostgresqlSettings settings) {
        this.owner = owner;
        this.settings = settings;
        this.schema = settings.schema();
    }

    StreamTables.Ready keep(StreamTables.Wanted wanted) throws SQLException, SinkException {
        StreamTable table = StreamTable.of(schema, wanted.stream());
        TableStyle style = settings.style();
        if (wanted.contract().isPresent()) {
            style = style.of(wanted.contract().get());
        }
        keepSchema();
        boolean tableMade = keepTable(table);
        int made = keepPartitions(table, wanted.days());
        if (style.rows() == TableStyle.Rows.ORGANISATION) {
            new RowSecurity(owner).keep(table, settings.roles().granted());
        }
        var columns = new ColumnKeeper(owner, table);
        if (style.columns() == TableStyle.Columns.SCHEMA && wanted.contract().isPresent()) {
            columns.keep(ContractColumns.of(wanted.contract().get()));
        }
        return new StreamTables.Ready(
                table.with(columns.filled(), rows(table)), tableMade, made, columns.postponed());
    }

    /** As the table is, whoever has closed it. */
    private TableStyle.Rows rows(StreamTable table) throws SQLException {
        return owner.found(
                        "SELECT 1 FROM pg_class WHERE oid = to_regclass(?) AND relrowsecurity",
                        table.quoted())
                ? TableStyle.Rows.ORGANISATION
                : TableStyle.Rows.NONE;
    }

    private void keepSchema() throws SQLException {
        if (!owner.found("SELECT 1 FROM pg_namespace WHERE nspname = ?", schema)) {
            owner.execute("CREATE SCHEMA " + SqlText.name(schema));
        }
        if (!exists(SqlText.name(schema, VERSIONS))) {
            owner.execute(
                    "CREATE TABLE "
                            + SqlText.name(schema, VERSIONS)
                            + " (stream text PRIMARY KEY, table_name text NOT NULL UNIQUE,"
                            + " layout int NOT NULL)");
        }
    }

    /** Whether the table had to be made. */
    private boolean keepTable(StreamTable table) throws SQLException, SinkException {
        Optional<Integer> layout = layout(table);
        if (layout.filter(number -> number > LAYOUT).isPresent()) {
            throw new SinkException.Misconfigured(
                    ("the table %s has layout %d, made by a newer Headrace, and this one knows up"
                                    + " to %d: run the newer one, or name another schema")
                            .formatted(table.ref(), layout.get(), LAYOUT));
        }
        if (!exists(table.quoted())) {
            owner.executeAll(table.create());
            remember(table);
            return true;
        }
        if (layout.isEmpty()) {
            throw new SinkException.Misconfigured(
                    "schema",
                    ("there is a table %s that Headrace did not make: rename it, or name another"
                                    + " schema")
                            .formatted(table.ref()));
        }
        return false;
    }

    private Optional<Integer> layout(StreamTable table) throws SQLException {
        return owner.ask(
                        "SELECT layout FROM "
                                + SqlText.name(schema, VERSIONS)
                                + " WHERE stream = ?",
                        table.stream())
                .map(Integer::valueOf);
    }

    private void remember(StreamTable table) throws SQLException {
        owner.texts(
                "INSERT INTO "
                        + SqlText.name(schema, VERSIONS)
                        + " VALUES (?, ?, "
                        + LAYOUT
                        + ") ON CONFLICT (stream) DO UPDATE SET layout = excluded.layout"
                        + " RETURNING stream",
                table.stream(),
                table.name());
    }

    private int keepPartitions(StreamTable table, Set<LocalDate> days) throws SQLException {
        Set<String> there =
                new HashSet<>(
                        owner.texts(
                                "SELECT relname FROM pg_inherits JOIN pg_class"
                                        + " ON pg_class.oid = inhrelid"
                                        + " WHERE inhparent = to_regclass(?)",
                                table.quoted()));
        int made = 0;
        for (LocalDate day : days) {
            if (!there.contains(table.partition(day))) {
                owner.executeAll(table.createPartition(day));
                made++;
            }
        }
        return made;
    }

    private boolean exists(String quoted) throws SQLException {
        return owner.found("SELECT 1 WHERE to_regclass(?) IS NOT NULL", quoted);
    }
}
