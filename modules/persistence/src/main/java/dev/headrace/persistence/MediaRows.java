package dev.headrace.persistence;

import dev.headrace.insight.MediaEvent;
import dev.headrace.insight.MediaSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One organisation's events of media and the sessions that are made of them, on a connection that
 * is bound to it.
 */
final class MediaRows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<String, String>> GROUPS = new TypeReference<>() {};

    /** In one order, so that two nodes never wait for each other in a ring. */
    private static final String LOCK =
            """
            SELECT pg_advisory_xact_lock(hashtextextended(current_setting('headrace.organisation') || '/' || id, 0))
            FROM unnest(?::text[]) AS id
            """;

    /** One that is known already gets its sender where that was not known. */
    private static final String NOTE =
            """
            INSERT INTO media.events AS known
              (occurred_at, organisation, session_id, event_id, media_id, kind, groups, data, sender)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
            ON CONFLICT (occurred_at, organisation, session_id, event_id)
            DO UPDATE SET sender = excluded.sender
              WHERE known.sender IS NULL AND excluded.sender IS NOT NULL
            """;

    private static final String NAME_SENDER =
            """
            UPDATE media.events SET sender = ?
            WHERE occurred_at = ? AND session_id = ? AND event_id = ? AND sender IS NULL
            """;

    private static final String EVENTS =
            """
            SELECT occurred_at, session_id, event_id, media_id, kind, groups, data
            FROM media.events WHERE session_id = ANY (?)
            """;

    private final Connection connection;
    private final Organisation organisation;

    MediaRows(Connection connection, Organisation organisation) {
        this.connection = connection;
        this.organisation = organisation;
    }

    /**
     * Keeps everybody else from these sessions until the transaction ends.
     *
     * @param sessions sorted
     */
    void lock(Collection<String> sessions) throws SQLException {
        Sql.texts(connection, LOCK, connection.createArrayOf("text", sessions.toArray()));
    }

    void note(List<MediaEvent> events) throws SQLException {
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
                Optional<String> sender = event.sender().map(MediaEvent.Sender::name);
                if (sender.isPresent()) {
                    insert.setString(9, sender.get());
                } else {
                    insert.setNull(9, Types.VARCHAR);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Writes into rows that are there who has sent them, where that was not known. */
    void nameSenders(List<MediaEvent> events) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(NAME_SENDER)) {
            for (MediaEvent event : events) {
                update.setString(1, event.sender().orElseThrow().name());
                update.setObject(2, event.at().atOffset(ZoneOffset.UTC));
                update.setString(3, event.session());
                update.setString(4, event.id());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Makes locked sessions anew of their events; how many rows of sessions there were before. */
    long remake(Collection<String> sessions) throws SQLException {
        Object[] ids = sessions.toArray();
        Map<String, List<MediaEvent>> whole = read(ids);
        long before;
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM media.sessions WHERE session_id = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("text", ids));
            before = delete.executeUpdate();
        }
        var rows = new SessionRows(connection, organisation);
        for (Map.Entry<String, List<MediaEvent>> session : whole.entrySet()) {
            rows.insert(session.getKey(), MediaSession.of(session.getValue()));
        }
        return before;
    }

    private Map<String, List<MediaEvent>> read(Object[] sessions) throws SQLException {
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

    /** Without its sender, which no session is made of. */
    private static MediaEvent event(ResultSet row) throws SQLException {
        return new MediaEvent(
                row.getString("session_id"),
                row.getString("event_id"),
                row.getString("media_id"),
                row.getString("kind"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                JSON.readValue(row.getString("groups"), GROUPS),
                JSON.readTree(row.getString("data")),
                Optional.empty());
    }
}
