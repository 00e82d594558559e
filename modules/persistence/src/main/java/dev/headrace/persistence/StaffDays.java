package dev.headrace.persistence;

import dev.headrace.insight.AuditEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What staff did per UTC day. A day that gets an audit event is made anew of all its rows: so a
 * repeat, a late event and a replay come to the same, also when the table was emptied.
 */
final class StaffDays {

    private static final String REFRESH =
            """
            WITH typed AS (
              SELECT d.begins_at, d.user_id, l.entity_type,
                count(*) FILTER (WHERE l.status_code < 400) AS done,
                count(*) FILTER (WHERE l.status_code < 400 AND l.action = 'CREATE') AS creates,
                count(*) FILTER (WHERE l.status_code < 400 AND l.action = 'UPDATE') AS updates,
                count(*) FILTER (WHERE l.status_code < 400 AND l.action = 'DELETE') AS deletes,
                count(*) FILTER (WHERE l.status_code >= 400) AS failures,
                min(l.occurred_at) AS first_at, max(l.occurred_at) AS last_at
              FROM unnest(?::timestamptz[], ?::bigint[]) AS d (begins_at, user_id)
              JOIN audit.audit_logs l ON l.user_id = d.user_id
                AND l.occurred_at >= d.begins_at AND l.occurred_at < d.begins_at + interval '1 day'
              WHERE l.organisation = ? AND l.actor_type IN ('staff', 'admin')
                AND l.occurred_at >= ? AND l.occurred_at < ?
              GROUP BY d.begins_at, d.user_id, l.entity_type
            )
            INSERT INTO staff.activity_daily (begins_at, organisation, user_id, creates, updates,
              deletes, failures, entities, first_at, last_at)
            SELECT begins_at, ?, user_id, sum(creates), sum(updates), sum(deletes), sum(failures),
              coalesce(jsonb_object_agg(entity_type, done) FILTER (WHERE done > 0), '{}'),
              min(first_at), max(last_at)
            FROM typed GROUP BY begins_at, user_id
            ON CONFLICT (begins_at, organisation, user_id) DO UPDATE SET
              creates = excluded.creates, updates = excluded.updates, deletes = excluded.deletes,
              failures = excluded.failures, entities = excluded.entities,
              first_at = excluded.first_at, last_at = excluded.last_at
            """;

    private StaffDays() {}

    /** Somebody's day. */
    record Day(Instant begins, long user) implements Comparable<Day> {

        static Day of(AuditEntry entry) {
            return new Day(entry.at().truncatedTo(ChronoUnit.DAYS), entry.user().orElseThrow());
        }

        @Override
        public int compareTo(Day other) {
            int byTime = begins.compareTo(other.begins);
            return byTime == 0 ? Long.compare(user, other.user) : byTime;
        }
    }

    /** The days that entries are of; makes their months. */
    static SortedSet<Day> of(List<AuditEntry> entries, OpenMonths months) throws SQLException {
        var days = new TreeSet<Day>();
        for (AuditEntry entry : entries) {
            if (entry.isOfStaff() && months.hold(entry.at())) {
                days.add(Day.of(entry));
            }
        }
        return days;
    }

    /** Makes days anew; in the transaction that has appended the rows. */
    static void refresh(Connection connection, Organisation organisation, SortedSet<Day> days)
            throws SQLException {
        if (days.isEmpty()) {
            return;
        }
        var begins = new ArrayList<String>();
        var users = new ArrayList<Long>();
        for (Day day : days) {
            begins.add(day.begins().toString());
            users.add(day.user());
        }
        try (PreparedStatement refresh = connection.prepareStatement(REFRESH)) {
            refresh.setArray(1, connection.createArrayOf("text", begins.toArray()));
            refresh.setArray(2, connection.createArrayOf("int8", users.toArray()));
            refresh.setString(3, organisation.name());
            refresh.setObject(4, days.first().begins().atOffset(ZoneOffset.UTC));
            refresh.setObject(
                    5, days.last().begins().plus(1, ChronoUnit.DAYS).atOffset(ZoneOffset.UTC));
            refresh.setString(6, organisation.name());
            refresh.executeUpdate();
        }
    }
}
