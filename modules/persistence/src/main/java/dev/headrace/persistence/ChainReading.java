package dev.headrace.persistence;

import dev.headrace.insight.AuditChain;
import dev.headrace.insight.AuditWitness.End;
import dev.headrace.persistence.ChainCheck.Anchor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads all chains of one organisation, on a connection that sees one state of the store. */
final class ChainReading {

    /** Rows on their way at once: the rest of a chain stays in the database. */
    private static final int FETCH = 1_000;

    private static final String ROWS =
            "SELECT * FROM audit.audit_logs WHERE organisation = ? ORDER BY node, chain_number";

    private static final String ANCHORS =
            """
            SELECT node, first_number, last_number, previous, hash, ends_at FROM audit.anchors
            ORDER BY node, first_number
            """;

    private final Organisation organisation;
    private final String own;
    private final Optional<End> remembered;
    private final Instant now;

    /**
     * Asks what the node remembers, before the store is looked at: so its rows are in there.
     *
     * @param own the node that checks
     */
    ChainReading(Organisation organisation, StoreNode own, Instant now) {
        this.organisation = organisation;
        this.own = own.id();
        this.remembered = own.witness().end(organisation.named());
        this.now = now;
    }

    List<AuditChain> read(Connection connection) throws SQLException {
        Sql.execute(connection, "SET LOCAL statement_timeout = 0");
        Map<String, List<Anchor>> anchors = anchors(connection);
        Map<String, ChainCheck> checks = new TreeMap<>();
        for (String node : Sql.texts(connection, "SELECT node FROM audit.heads")) {
            checks.put(node, check(node, anchors));
        }
        anchors.keySet()
                .forEach(node -> checks.computeIfAbsent(node, name -> check(name, anchors)));
        if (remembered.isPresent()) {
            checks.computeIfAbsent(own, node -> check(node, anchors));
        }
        var rows = new ChainRows(connection, organisation);
        try (PreparedStatement select = connection.prepareStatement(ROWS)) {
            select.setString(1, organisation.name());
            select.setFetchSize(FETCH);
            try (ResultSet at = select.executeQuery()) {
                while (at.next()) {
                    ChainedRow row = rows.row(at);
                    checks.computeIfAbsent(row.node(), node -> check(node, anchors))
                            .take(row, HexFormat.of().formatHex(at.getBytes("chain_hash")));
                }
            }
        }
        var chains = new ArrayList<AuditChain>();
        for (Map.Entry<String, ChainCheck> one : checks.entrySet()) {
            chains.add(one.getValue().end(organisation, rows.end(one.getKey())));
        }
        return chains;
    }

    private ChainCheck check(String node, Map<String, List<Anchor>> anchors) {
        var check = new ChainCheck(node);
        check.goOn(
                anchors.getOrDefault(node, List.of()),
                remembered.filter(end -> node.equals(own)),
                now);
        return check;
    }

    /** The anchors of the organisation that the connection is bound to, by node. */
    static Map<String, List<Anchor>> anchors(Connection connection) throws SQLException {
        Map<String, List<Anchor>> anchors = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(ANCHORS);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                anchors.computeIfAbsent(row.getString("node"), node -> new ArrayList<>())
                        .add(
                                new Anchor(
                                        row.getLong("first_number"),
                                        row.getLong("last_number"),
                                        HexFormat.of().formatHex(row.getBytes("previous")),
                                        HexFormat.of().formatHex(row.getBytes("hash")),
                                        due(row.getObject("ends_at", OffsetDateTime.class))));
            }
        }
        return anchors;
    }

    private static Instant due(OffsetDateTime ends) {
        return ends.withOffsetSameInstant(ZoneOffset.UTC)
                .plus(MonthlyTable.AUDIT_LOGS.kept())
                .toInstant();
    }
}
