package dev.headrace.persistence;

import dev.headrace.insight.SecurityAlert;
import dev.headrace.insight.SecurityRule;
import dev.headrace.insight.SecurityStore.Standing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes one organisation's alerts of its hits: those up to an acknowledgement are one alert. What
 * did not happen in time is a hit at that time.
 */
final class AlertRows {

    /**
     * An event id stands behind the digits of its time, so that the first and the last are found
     * without all of them in memory.
     */
    private static final String FIND =
            """
            WITH silences AS (
              SELECT w.rule, w.subject, w.occurred_at + r.span AS occurred_at, w.event_id
              FROM security.waits w
              JOIN unnest(?::text[], ?::interval[]) AS r (rule, span) ON r.rule = w.rule
              WHERE w.bearing = 'plain' AND w.occurred_at + r.span <= ?
                AND NOT EXISTS (SELECT 1 FROM security.waits n
                  WHERE n.rule = w.rule AND n.subject = w.subject
                    AND n.occurred_at <= w.occurred_at + r.span
                    AND (n.occurred_at > w.occurred_at OR n.occurred_at = w.occurred_at
                      AND (n.bearing = 'success' OR n.event_id > w.event_id)))
            ), found AS (
              SELECT rule, subject, occurred_at, event_id FROM security.hits
              UNION ALL SELECT rule, subject, occurred_at, event_id FROM silences
            ), marked AS (
              SELECT h.rule, h.subject, h.occurred_at,
                to_char(h.occurred_at AT TIME ZONE 'UTC', 'YYYYMMDDHH24MISSUS') || h.event_id AS place,
                (SELECT min(a.until) FROM security.acknowledgements a
                 WHERE a.rule = h.rule AND a.subject = h.subject AND a.until >= h.occurred_at) AS until
              FROM found h
            ), alerts AS (
              SELECT rule, subject, until, count(*) AS hits, min(occurred_at) AS first_at,
                max(occurred_at) AS last_at, substr(min(place), 21) AS first_event,
                substr(max(place), 21) AS last_event
              FROM marked GROUP BY rule, subject, until
            )
            SELECT l.*, k.acknowledged_by, k.acknowledged_at,
              (SELECT max(a.until) FROM security.acknowledgements a
               WHERE a.rule = l.rule AND a.subject = l.subject
                 AND (l.until IS NULL OR a.until < l.until)) AS before
            FROM alerts l LEFT JOIN security.acknowledgements k
              ON k.rule = l.rule AND k.subject = l.subject AND k.until = l.until
            WHERE %s ORDER BY last_at DESC, rule, subject LIMIT ?
            """;

    private static final int ID_BYTES = 16;

    private static final List<SecurityRule> WAITING =
            Stream.of(SecurityRule.values()).filter(SecurityRule::waits).toList();

    private final Organisation organisation;
    private final Instant now;

    AlertRows(Organisation organisation, Instant now) {
        this.organisation = organisation;
        this.now = now;
    }

    /** On a connection that is bound to the organisation. */
    List<SecurityAlert> find(Connection connection, Standing standing, int limit)
            throws SQLException {
        var found = new ArrayList<SecurityAlert>();
        try (PreparedStatement select =
                connection.prepareStatement(FIND.formatted(condition(standing)))) {
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "text", WAITING.stream().map(SecurityRule::word).toArray()));
            select.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            WAITING.stream().map(rule -> rule.window().toString()).toArray()));
            select.setObject(3, now.minus(SecurityRule.GRACE).atOffset(ZoneOffset.UTC));
            select.setInt(4, limit);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(alert(rows));
                }
            }
        }
        return found;
    }

    private static String condition(Standing standing) {
        return switch (standing) {
            case OPEN -> "l.until IS NULL";
            case ACKNOWLEDGED -> "l.until IS NOT NULL";
            case ALL -> "true";
        };
    }

    private SecurityAlert alert(ResultSet row) throws SQLException {
        String rule = row.getString("rule");
        String subject = row.getString("subject");
        return new SecurityAlert(
                id(rule, subject, time(row, "before")),
                organisation.named(),
                SecurityRule.ofWord(rule),
                subject,
                time(row, "first_at").orElseThrow(),
                time(row, "last_at").orElseThrow(),
                row.getLong("hits"),
                row.getString("first_event"),
                row.getString("last_event"),
                time(row, "acknowledged_at")
                        .map(at -> new SecurityAlert.Acknowledged(by(row), at)));
    }

    private static String by(ResultSet row) {
        try {
            return row.getString("acknowledged_by");
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    /** What it begins behind does not change, also when a late hit comes or it is acknowledged. */
    private String id(String rule, String subject, Optional<Instant> before) {
        String text =
                String.join(
                        "/",
                        organisation.name(),
                        rule,
                        subject,
                        before.map(Instant::toString).orElse(""));
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
