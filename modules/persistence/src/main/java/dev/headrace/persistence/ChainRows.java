package dev.headrace.persistence;

import dev.headrace.insight.AuditEntry;
import dev.headrace.insight.AuditWitness.End;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads and writes one organisation's audit rows, on a connection that is bound to it. */
final class ChainRows {

    /** The numbers of those that are there, from 1. */
    private static final String KNOWN =
            """
            SELECT k.place FROM unnest(?::timestamptz[], ?::text[])
              WITH ORDINALITY AS k (at, id, place)
            JOIN audit.audit_logs l ON l.occurred_at = k.at
              AND l.organisation = current_setting('headrace.organisation') AND l.event_id = k.id
            """;

    private static final String HEAD =
            "SELECT chain_number, chain_hash FROM audit.heads WHERE node = ?";

    private static final String MOVE_HEAD =
            """
            INSERT INTO audit.heads (organisation, node, chain_number, chain_hash)
            VALUES (?, ?, ?, ?) ON CONFLICT (organisation, node)
            DO UPDATE SET chain_number = excluded.chain_number, chain_hash = excluded.chain_hash
            """;

    private static final String INSERT =
            """
            INSERT INTO audit.audit_logs (occurred_at, event_id, received_at, organisation,
              actor_hash, actor_type, user_id, action, entity_type, entity_id, request_path,
              status_code, action_context, break_glass_id, impersonation_id, event,
              log_position, node, chain_number, chain_previous, chain_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Connection connection;
    private final Organisation organisation;

    ChainRows(Connection connection, Organisation organisation) {
        this.connection = connection;
        this.organisation = organisation;
    }

    /** The places of those entries in the list that are there, whichever node has written them. */
    Set<Integer> known(List<AuditEntry> entries) throws SQLException {
        var known = new HashSet<Integer>();
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text",
                            entries.stream().map(entry -> entry.at().toString()).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text", entries.stream().map(AuditEntry::id).toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    known.add(rows.getInt(1) - 1);
                }
            }
        }
        return known;
    }

    /** Where a node's chain ends; number 0 where there is none. */
    End end(String node) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(HEAD)) {
            select.setString(1, node);
            try (ResultSet head = select.executeQuery()) {
                return head.next()
                        ? new End(head.getLong(1), HexFormat.of().formatHex(head.getBytes(2)))
                        : new End(0, ChainedRow.NOTHING);
            }
        }
    }

    /** Appends entries behind the end of a node's chain; the new end. */
    End append(String node, End end, List<AuditEntry> entries) throws SQLException {
        long number = end.number();
        String hash = end.hash();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (AuditEntry entry : entries) {
                number++;
                var row = new ChainedRow(organisation, node, number, hash, entry);
                hash = row.hash();
                bind(insert, row, hash);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement move = connection.prepareStatement(MOVE_HEAD)) {
            move.setString(1, organisation.name());
            move.setString(2, node);
            move.setLong(3, number);
            move.setBytes(4, HexFormat.of().parseHex(hash));
            move.executeUpdate();
        }
        return new End(number, hash);
    }

    private static void bind(PreparedStatement insert, ChainedRow row, String hash)
            throws SQLException {
        AuditEntry entry = row.entry();
        insert.setObject(1, entry.at().atOffset(ZoneOffset.UTC));
        insert.setString(2, entry.id());
        insert.setObject(3, entry.received().atOffset(ZoneOffset.UTC));
        insert.setString(4, row.organisation().name());
        if (entry.actorHash().isPresent()) {
            insert.setString(5, entry.actorHash().get());
        } else {
            insert.setNull(5, Types.VARCHAR);
        }
        insert.setString(6, entry.actorType());
        number(insert, 7, entry.user());
        insert.setString(8, entry.action());
        insert.setString(9, entry.entityType());
        number(insert, 10, entry.entity());
        insert.setString(11, entry.path());
        insert.setInt(12, entry.status());
        insert.setString(13, entry.context());
        number(insert, 14, entry.breakGlass());
        number(insert, 15, entry.impersonation());
        insert.setString(16, entry.text());
        insert.setString(17, entry.position());
        insert.setString(18, row.node());
        insert.setLong(19, row.number());
        insert.setBytes(20, HexFormat.of().parseHex(row.previous()));
        insert.setBytes(21, HexFormat.of().parseHex(hash));
    }

    private static void number(PreparedStatement insert, int place, Optional<Long> number)
            throws SQLException {
        if (number.isPresent()) {
            insert.setLong(place, number.get());
        } else {
            insert.setNull(place, Types.BIGINT);
        }
    }

    /** The row that a result stands at. */
    ChainedRow row(ResultSet at) throws SQLException {
        return new ChainedRow(
                organisation,
                at.getString("node"),
                at.getLong("chain_number"),
                HexFormat.of().formatHex(at.getBytes("chain_previous")),
                new AuditEntry(
                        at.getString("event_id"),
                        at.getString("log_position"),
                        at.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                        at.getObject("received_at", OffsetDateTime.class).toInstant(),
                        at.getString("actor_type"),
                        Optional.ofNullable(at.getString("actor_hash")),
                        number(at, "user_id"),
                        at.getString("action"),
                        at.getString("entity_type"),
                        number(at, "entity_id"),
                        at.getString("request_path"),
                        at.getInt("status_code"),
                        at.getString("action_context"),
                        number(at, "break_glass_id"),
                        number(at, "impersonation_id"),
                        at.getString("event")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
