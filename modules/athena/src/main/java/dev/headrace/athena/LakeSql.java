package dev.headrace.athena;

import dev.headrace.sink.StreamContract;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The statements that make a stream's lines readable: database, table, views. */
public final class LakeSql {

    private static final Pattern DATABASE = Pattern.compile("[a-z_][a-z0-9_]{0,127}");

    private LakeSql() {}

    /**
     * The statements, in the order in which they are to be run; each may be run again. No statement
     * ends with a semicolon.
     *
     * @param contract the stream, with the hints for {@code athena}
     * @throws IllegalArgumentException when the database's name, or a hint, is wrong
     */
    public static List<String> of(
            StreamContract contract, StoredLines lines, String database, Dialect dialect) {
        if (!DATABASE.matcher(database).matches()) {
            throw new IllegalArgumentException(
                    "is not the name of a database: lower-case letters, digits and _");
        }
        LakeTable table = LakeTable.of(contract, lines, database);
        var view = new EventView(contract, lines, table);
        var statements = new ArrayList<String>();
        switch (dialect) {
            case ATHENA -> {
                statements.add(HiveDdl.database(database));
                statements.add(HiveDdl.table(table));
            }
            case TRINO -> {
                statements.add(TrinoDdl.database(database));
                statements.add(TrinoDdl.table(table));
            }
        }
        statements.add(view.ofStream());
        EventTypes.of(contract).forEach(type -> statements.add(view.ofType(type)));
        return List.copyOf(statements);
    }
}
