package dev.headrace.persistence;

import dev.headrace.insight.MediaSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.OptionalDouble;
import tools.jackson.databind.json.JsonMapper;

/** Writes sessions as rows. */
final class SessionRows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String INSERT =
            """
            INSERT INTO media.sessions (started_at, organisation, session_id, media_id, last_at,
              ended, groups, ttfb_ms, startup_ms, duration_s, reached_s, played_s, stalls,
              stalled_s, bitrate, switches, dropped_frames, frames, errors, began)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private final Connection connection;
    private final Organisation organisation;

    SessionRows(Connection connection, Organisation organisation) {
        this.connection = connection;
        this.organisation = organisation;
    }

    void insert(String id, MediaSession session) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(INSERT)) {
            row.setObject(1, session.startedAt().atOffset(ZoneOffset.UTC));
            row.setString(2, organisation.name());
            row.setString(3, id);
            row.setString(4, session.media());
            row.setObject(5, session.lastAt().atOffset(ZoneOffset.UTC));
            row.setString(6, session.end().name().toLowerCase(Locale.ROOT));
            row.setString(7, JSON.writeValueAsString(session.groups()));
            number(row, 8, session.ttfbMs());
            number(row, 9, session.startupMs());
            number(row, 10, session.durationSeconds());
            row.setDouble(11, session.reachedSeconds());
            row.setDouble(12, session.playedSeconds());
            row.setInt(13, session.stalls());
            row.setDouble(14, session.stalledSeconds());
            number(row, 15, session.bitrate());
            row.setInt(16, session.switches());
            row.setLong(17, session.droppedFrames());
            row.setLong(18, session.frames());
            row.setInt(19, session.errors());
            row.setBoolean(20, session.began());
            row.executeUpdate();
        }
    }

    private static void number(PreparedStatement row, int place, OptionalDouble number)
            throws SQLException {
        if (number.isPresent()) {
            row.setDouble(place, number.getAsDouble());
        } else {
            row.setNull(place, Types.DOUBLE);
        }
    }
}
