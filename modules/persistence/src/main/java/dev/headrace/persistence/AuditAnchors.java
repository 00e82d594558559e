package dev.headrace.persistence;

import dev.headrace.insight.RetentionStore.Dropped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;

/**
 * Keeps the ends of what a dropped month of the audit trail had of each chain. Events come in
 * another order than they happened in, so it may have several runs of one chain's numbers, and
 * others of them lie in other months.
 */
final class AuditAnchors {

    private static final String WRITE =
            """
            WITH numbered AS (
              SELECT node, chain_number, chain_number
                - row_number() OVER (PARTITION BY node ORDER BY chain_number) AS run
              FROM %1$s WHERE organisation = ?
            ), runs AS (
              SELECT node, min(chain_number) AS first_number, max(chain_number) AS last_number
              FROM numbered GROUP BY node, run
            )
            INSERT INTO audit.anchors (organisation, node, first_number, last_number, previous,
              hash, begins_at, ends_at, dropped_at)
            SELECT f.organisation, r.node, r.first_number, r.last_number, f.chain_previous,
              l.chain_hash, ?, ?, ?
            FROM runs r
            JOIN %1$s f ON f.organisation = ? AND f.node = r.node
              AND f.chain_number = r.first_number
            JOIN %1$s l ON l.organisation = f.organisation AND l.node = r.node
              AND l.chain_number = r.last_number
            ON CONFLICT DO NOTHING
            """;

    private AuditAnchors() {}

    /**
     * Writes the anchors of a partition, one organisation after the other, because row security
     * binds the owner too.
     *
     * @param owner in the transaction that drops the partition
     * @param partition with its schema, as SQL writes it
     */
    static void write(Connection owner, String partition, Dropped dropped) throws SQLException {
        for (String name : Sql.texts(owner, "SELECT organisation FROM ops.organisations")) {
            new Organisation(name).bind(owner);
            try (PreparedStatement write = owner.prepareStatement(WRITE.formatted(partition))) {
                write.setString(1, name);
                write.setObject(2, dropped.begins().atOffset(ZoneOffset.UTC));
                write.setObject(3, dropped.ends().atOffset(ZoneOffset.UTC));
                write.setObject(4, dropped.at().atOffset(ZoneOffset.UTC));
                write.setString(5, name);
                write.executeUpdate();
            }
        }
    }
}
