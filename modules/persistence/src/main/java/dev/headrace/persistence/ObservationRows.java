package dev.headrace.persistence;

import dev.headrace.insight.Observation;
import dev.headrace.insight.SecurityHits;
import dev.headrace.insight.SecurityRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads and writes one organisation's observations, and the hits that follow from them. */
final class ObservationRows {

    private static final String INSERT =
            """
            INSERT INTO security.observations
              (occurred_at, organisation, rule, subject, event_id, member, bearing)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private static final String AROUND =
            """
            SELECT o.rule, o.subject, o.member, o.bearing, o.event_id, o.occurred_at
            FROM unnest(?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
              AS w (rule, subject, begins, ends)
            JOIN security.observations o ON o.rule = w.rule AND o.subject = w.subject
              AND o.occurred_at > w.begins AND o.occurred_at <= w.ends
            """;

    private static final String HIT =
            """
            INSERT INTO security.hits (occurred_at, organisation, rule, subject, event_id)
            VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private final Connection connection;
    private final Organisation organisation;

    /** What is looked at together. */
    private record Key(SecurityRule rule, String subject) {

        static Key of(Observation one) {
            return new Key(one.rule(), one.subject());
        }
    }

    /** From when until when something came. */
    private record Span(Instant from, Instant to) {

        Span with(Span other) {
            return new Span(
                    from.isBefore(other.from) ? from : other.from,
                    to.isAfter(other.to) ? to : other.to);
        }
    }

    ObservationRows(Connection connection, Organisation organisation) {
        this.connection = connection;
        this.organisation = organisation;
    }

    void insert(List<Observation> observations) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Observation one : observations) {
                bind(insert, one);
                insert.setString(6, one.member());
                insert.setString(7, one.bearing().name().toLowerCase(Locale.ROOT));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Everything that could be seen together with these. */
    List<Observation> around(List<Observation> observations) throws SQLException {
        Map<Key, Span> spans = new LinkedHashMap<>();
        for (Observation one : observations) {
            spans.merge(Key.of(one), new Span(one.at(), one.at()), Span::with);
        }
        var rules = new ArrayList<String>();
        var subjects = new ArrayList<String>();
        var begins = new ArrayList<String>();
        var ends = new ArrayList<String>();
        spans.forEach((key, span) -> {
            rules.add(key.rule().word());
            subjects.add(key.subject());
            begins.add(span.from().minus(key.rule().window()).toString());
            ends.add(span.to().plus(key.rule().window()).toString());
        });
        try (PreparedStatement select = connection.prepareStatement(AROUND)) {
            select.setArray(1, connection.createArrayOf("text", rules.toArray()));
            select.setArray(2, connection.createArrayOf("text", subjects.toArray()));
            select.setArray(3, connection.createArrayOf("text", begins.toArray()));
            select.setArray(4, connection.createArrayOf("text", ends.toArray()));
            return read(select);
        }
    }

    private static List<Observation> read(PreparedStatement select) throws SQLException {
        var found = new ArrayList<Observation>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(
                        new Observation(
                                SecurityRule.ofWord(rows.getString("rule")),
                                rows.getString("subject"),
                                rows.getString("member"),
                                Observation.Bearing.valueOf(
                                        rows.getString("bearing").toUpperCase(Locale.ROOT)),
                                rows.getString("event_id"),
                                rows.getObject("occurred_at", OffsetDateTime.class).toInstant()));
            }
        }
        return found;
    }

    /** The hits among observations; how many there are, known ones included. */
    int insertHits(List<Observation> observations) throws SQLException {
        Map<Key, List<Observation>> byKey = new HashMap<>();
        for (Observation one : observations) {
            byKey.computeIfAbsent(Key.of(one), key -> new ArrayList<>()).add(one);
        }
        int hits = 0;
        try (PreparedStatement insert = connection.prepareStatement(HIT)) {
            for (Map.Entry<Key, List<Observation>> one : byKey.entrySet()) {
                for (Observation hit : SecurityHits.of(one.getKey().rule(), one.getValue())) {
                    bind(insert, hit);
                    insert.addBatch();
                    hits++;
                }
            }
            insert.executeBatch();
        }
        return hits;
    }

    private void bind(PreparedStatement insert, Observation one) throws SQLException {
        insert.setObject(1, one.at().atOffset(ZoneOffset.UTC));
        insert.setString(2, organisation.name());
        insert.setString(3, one.rule().word());
        insert.setString(4, one.subject());
        insert.setString(5, one.event());
    }
}
