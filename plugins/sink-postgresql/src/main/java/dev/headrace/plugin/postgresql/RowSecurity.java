package dev.headrace.plugin.postgresql;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Lets a session see only the rows of the organisation that it names, whoever it is: also the
 * table's owner. The writer may insert rows of every organisation.
 *
 * <p>PostgreSQL asks the policies of the table that a statement names, and a partition inherits
 * none: so the stream's table and each of its partitions have them.
 */
final class RowSecurity {

    /** What a reader's session sets. */
    static final String SETTING = "headrace.organisation";

    private static final String READ = "headrace$organisation";
    private static final String WRITE = "headrace$write";

    private static final String OPEN_TABLES =
            """
            SELECT format('%%I.%%I', nspname, relname)
            FROM pg_partition_tree(to_regclass(?)) tree
            JOIN pg_class c ON c.oid = tree.relid
            JOIN pg_namespace n ON n.oid = relnamespace
            WHERE NOT relrowsecurity OR NOT relforcerowsecurity
                OR NOT EXISTS (SELECT 1 FROM pg_policy p
                    WHERE p.polrelid = c.oid AND polname = '%s')
                OR NOT EXISTS (SELECT 1 FROM pg_policy p
                    JOIN pg_roles r ON r.oid = ANY (polroles)
                    WHERE p.polrelid = c.oid AND polname = '%s' AND rolname = ?)
            """
                    .formatted(READ, WRITE);

    private final OwnerSession owner;

    RowSecurity(OwnerSession owner) {
        this.owner = owner;
    }

    /**
     * Closes what is still open of a table.
     *
     * @param granted the role that writes; empty where the owner does
     */
    void keep(StreamTable table, Optional<String> granted) throws SQLException {
        String writer =
                granted.isPresent()
                        ? granted.get()
                        : owner.ask("SELECT current_user").orElse("the owner");
        for (String open : owner.texts(OPEN_TABLES, table.quoted(), writer)) {
            owner.executeAll(closing(open, writer));
        }
    }

    private static List<String> closing(String table, String writer) {
        return List.of(
                "DROP POLICY IF EXISTS %s ON %s".formatted(SqlText.name(READ), table),
                "DROP POLICY IF EXISTS %s ON %s".formatted(SqlText.name(WRITE), table),
                "CREATE POLICY %s ON %s FOR SELECT USING (organisation = current_setting('%s', true))"
                        .formatted(SqlText.name(READ), table, SETTING),
                "CREATE POLICY %s ON %s FOR INSERT TO %s WITH CHECK (true)"
                        .formatted(SqlText.name(WRITE), table, SqlText.name(writer)),
                "ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
                        .formatted(table));
    }
}
