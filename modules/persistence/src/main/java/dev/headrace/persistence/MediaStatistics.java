package dev.headrace.persistence;

import dev.headrace.insight.MediaStore.Bandwidth;
import dev.headrace.insight.MediaStore.Percentiles;
import dev.headrace.insight.MediaStore.SessionQuality;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What sessions come to together. */
final class MediaStatistics {

    private static final String CHOSEN =
            " FROM media.sessions WHERE started_at >= ? AND (?::text IS NULL OR media_id = ?)";

    private static final String BANDWIDTH =
            """
            SELECT groups ->> ? AS value, count(*) AS sessions,
              avg(ttfb_ms) AS ttfb_ms, avg(startup_ms) AS load_ms, avg(stalls) AS buffering_count,
              avg(stalled_s) * 1000 AS buffering_ms, avg(bitrate) AS bitrate,
              avg(CASE WHEN ended = 'completed' THEN 1.0 ELSE 0.0 END) AS completion_rate,
              avg(CASE WHEN errors > 0 THEN 1.0 ELSE 0.0 END) AS error_rate
            """
                    + CHOSEN
                    + " GROUP BY 1 ORDER BY sessions DESC, value";

    /**
     * A player that is silent for 45 s has gone without a word. Of a medium without a duration
     * nothing is known; LEAST alone would take that for all of it.
     */
    private static final String QUALITY =
            """
            SELECT count(*) AS sessions,
              count(*) FILTER (WHERE ended = 'open' AND last_at >= ?::timestamptz - interval '45 seconds') AS open,
              count(*) FILTER (WHERE ended = 'completed') AS completed,
              count(*) FILTER (WHERE ended = 'abandoned'
                OR ended = 'open' AND last_at < ?::timestamptz - interval '45 seconds') AS abandoned,
              count(*) FILTER (WHERE NOT began AND errors > 0) AS start_failures,
              count(*) FILTER (WHERE NOT began AND errors = 0 AND ended = 'abandoned') AS exits_before_start,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY startup_ms) AS startup_p50,
              percentile_cont(0.95) WITHIN GROUP (ORDER BY startup_ms) AS startup_p95,
              sum(stalled_s) / nullif(sum(stalled_s + played_s), 0) AS rebuffer_ratio,
              sum(stalls) / nullif(sum(played_s) / 60, 0) AS rebuffers_per_minute,
              sum(bitrate * played_s) / nullif(sum(played_s) FILTER (WHERE bitrate IS NOT NULL), 0) AS bitrate,
              sum(switches) / nullif(sum(played_s) / 60, 0) AS switches_per_minute,
              sum(dropped_frames)::double precision / nullif(sum(frames), 0) AS dropped_frame_ratio,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN duration_s > 0 THEN least(1, reached_s / duration_s) END) AS completion_p50,
              percentile_cont(0.95) WITHIN GROUP (ORDER BY CASE WHEN duration_s > 0 THEN least(1, reached_s / duration_s) END) AS completion_p95
            """
                    + CHOSEN;

    private final Connection connection;
    private final Instant since;
    private final Optional<String> media;

    MediaStatistics(Connection connection, Instant since, Optional<String> media) {
        this.connection = connection;
        this.since = since;
        this.media = media;
    }

    List<Bandwidth> bandwidth(String group) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(BANDWIDTH)) {
            select.setString(1, group);
            choose(select, 2);
            var found = new ArrayList<Bandwidth>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(
                            new Bandwidth(
                                    Optional.ofNullable(row.getString("value")),
                                    row.getLong("sessions"),
                                    number(row, "ttfb_ms"),
                                    number(row, "load_ms"),
                                    row.getDouble("buffering_count"),
                                    row.getDouble("buffering_ms"),
                                    number(row, "bitrate"),
                                    row.getDouble("completion_rate"),
                                    row.getDouble("error_rate")));
                }
            }
            return found;
        }
    }

    SessionQuality quality(Instant now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(QUALITY)) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            select.setObject(2, now.atOffset(ZoneOffset.UTC));
            choose(select, 3);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return quality(row);
            }
        }
    }

    private static SessionQuality quality(ResultSet row) throws SQLException {
        return new SessionQuality(
                row.getLong("sessions"),
                row.getLong("open"),
                row.getLong("completed"),
                row.getLong("abandoned"),
                row.getLong("start_failures"),
                row.getLong("exits_before_start"),
                new Percentiles(number(row, "startup_p50"), number(row, "startup_p95")),
                number(row, "rebuffer_ratio"),
                number(row, "rebuffers_per_minute"),
                number(row, "bitrate"),
                number(row, "switches_per_minute"),
                number(row, "dropped_frame_ratio"),
                new Percentiles(number(row, "completion_p50"), number(row, "completion_p95")));
    }

    private void choose(PreparedStatement select, int place) throws SQLException {
        select.setObject(place, since.atOffset(ZoneOffset.UTC));
        select.setString(place + 1, media.orElse(null));
        select.setString(place + 2, media.orElse(null));
    }

    private static Optional<Double> number(ResultSet row, String column) throws SQLException {
        double number = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }
}
