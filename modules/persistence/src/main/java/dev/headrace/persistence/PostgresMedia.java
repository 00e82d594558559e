package dev.headrace.persistence;

import dev.headrace.insight.MediaEvent;
import dev.headrace.insight.MediaSession;
import dev.headrace.insight.MediaStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Media sessions in PostgreSQL. Sessions that get events are locked, read whole and made anew, so
 * that a late event, a repeat and a replay come to the same.
 */
final class PostgresMedia implements MediaStore {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, String>> GROUPS = new TypeReference<>() {};

    /** In one order, so that two nodes never wait for each other in a ring. */
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(hashtextextended(current_setting('headrace.organisation') || '/' || id, 0))
            FROM unnest(?::text[]) AS id
            """;

    private static final String NOTE =
            """
            INSERT INTO media.events
              (occurred_at, organisation, session_id, event_id, media_id, kind, groups, data)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb) ON CONFLICT DO NOTHING
            """;

    private static final String EVENTS =
            """
            SELECT occurred_at, session_id, event_id, media_id, kind, groups, data
            FROM media.events WHERE session_id = ANY (?)
            """;

    private final RelationalStore store;
    private final OpenMonths months;

    PostgresMedia(RelationalStore store) {
        this.store = store;
        this.months =
                new OpenMonths(
                        store, EnumSet.of(MonthlyTable.MEDIA_EVENTS, MonthlyTable.MEDIA_SESSIONS));
    }

    @Override
    public int add(Optional<String> organisation, List<MediaEvent> events) {
        return months.add(organisation, events, MediaEvent::at, PostgresMedia::add).sealed();
    }

    private static int add(
            Connection connection, Organisation organisation, List<MediaEvent> events)
            throws SQLException {
        var sessions = new TreeSet<String>();
        events.forEach(event -> sessions.add(event.session()));
        Object[] ids = sessions.toArray();
        Sql.texts(connection, LOCK, connection.createArrayOf("text", ids));
        note(connection, organisation, events);
        Map<String, List<MediaEvent>> whole = read(connection, ids);
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM media.sessions WHERE session_id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", ids));
            delete.executeUpdate();
        }
        var rows = new SessionRows(connection, organisation);
        for (Map.Entry<String, List<MediaEvent>> session : whole.entrySet()) {
            rows.insert(session.getKey(), MediaSession.of(session.getValue()));
        }
        return sessions.size();
    }

    private static void note(
            Connection connection, Organisation organisation, List<MediaEvent> events)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(NOTE)) {
            for (MediaEvent event : events.stream().sorted(MediaEvent.IN_TIME).toList()) {
                insert.setObject(1, event.at().atOffset(ZoneOffset.UTC));
                insert.setString(2, organisation.name());
                insert.setString(3, event.session());
                insert.setString(4, event.id());
                insert.setString(5, event.media());
                insert.setString(6, event.kind());
                insert.setString(7, JSON.writeValueAsString(event.groups()));
                insert.setString(8, event.data().isObject() ? event.data().toString() : "{}");
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Map<String, List<MediaEvent>> read(Connection connection, Object[] sessions)
            throws SQLException {
        Map<String, List<MediaEvent>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(EVENTS)) {
            select.setArray(1, connection.createArrayOf("text", sessions));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    MediaEvent event = event(rows);
                    found.computeIfAbsent(event.session(), id -> new ArrayList<>()).add(event);
                }
            }
        }
        return found;
    }

    private static MediaEvent event(ResultSet row) throws SQLException {
        return new MediaEvent(
                row.getString("session_id"),
                row.getString("event_id"),
                row.getString("media_id"),
                row.getString("kind"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                JSON.readValue(row.getString("groups"), GROUPS),
                JSON.readTree(row.getString("data")));
    }

    @Override
    public List<Bandwidth> bandwidth(
            Optional<String> organisation, Instant since, Group group, Optional<String> media) {
        try {
            return store.inTransaction(
                    Organisation.of(organisation),
                    connection ->
                            new MediaStatistics(connection, since, media).bandwidth(group.word()));
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    @Override
    public SessionQuality quality(
            Optional<String> organisation, Instant since, Instant now, Optional<String> media) {
        try {
            return store.inTransaction(
                    Organisation.of(organisation),
                    connection -> new MediaStatistics(connection, since, media).quality(now));
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }
}
