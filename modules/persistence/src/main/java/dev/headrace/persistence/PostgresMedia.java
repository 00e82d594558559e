package dev.headrace.persistence;

import dev.headrace.insight.MediaEvent;
import dev.headrace.insight.MediaStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Media sessions in PostgreSQL. Sessions that get events are locked, read whole and made anew, so
 * that a late event, a repeat and a replay come to the same. What was erased does not come back.
 */
final class PostgresMedia implements MediaStore {

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
        MediaErasures erased = MediaErasures.of(connection, events);
        var sessions = new TreeSet<String>();
        events.forEach(event -> sessions.add(event.session()));
        var rows = new MediaRows(connection, organisation);
        rows.lock(sessions);
        rows.note(events.stream().filter(event -> !erased.cover(event)).toList());
        rows.nameSenders(events.stream().filter(erased::cover).toList());
        rows.remake(sessions);
        return sessions.size();
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
