package dev.headrace.plugin.postgresql;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns that a stream's contract describes, under names that the table can have. A name that
 * the table or PostgreSQL itself has is numbered ({@code id_2}); one that is too long is cut and
 * ends with a hash.
 */
final class ContractColumns {

    /** A row's fixed part must fit a page of 8 KiB, and a table can have 1600 columns. */
    static final int MOST = 400;

    private static final Set<String> SYSTEM =
            Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private ContractColumns() {}

    static List<TypedColumn> of(StreamContract contract) {
        Set<String> taken = new HashSet<>(SYSTEM);
        taken.addAll(StreamTable.BASE_NAMES);
        var columns = new ArrayList<TypedColumn>();
        for (Column column : contract.columns()) {
            if (!column.isOfTheEnvelope() && storable(column) && columns.size() < MOST) {
                String name = free(ShortName.of(column.name()), taken);
                columns.add(new TypedColumn(name, SqlType.of(column.type()), column.path()));
            }
        }
        return List.copyOf(columns);
    }

    /** An event that holds such a member is refused, so no column is needed for it. */
    private static boolean storable(Column column) {
        CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();
        return column.path().stream()
                .allMatch(name -> name.indexOf('\0') < 0 && utf8.canEncode(name));
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; !taken.add(free); number++) {
            free = ShortName.of(name + "_" + number);
        }
        return free;
    }
}
