package dev.headrace.persistence;

import dev.headrace.insight.Count;
import dev.headrace.insight.CountQuery;
import dev.headrace.insight.CountStore;
import dev.headrace.insight.CountedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Counts in PostgreSQL. One transaction notes which events are counted and adds the new ones to
 * their quarter and their day: so an event counts once, however often it comes, and a late one
 * changes the counts of its own time.
 */
final class PostgresCounts implements CountStore {

    /**
     * The new ones by what they have in common. Rows are taken in one order by everybody, so that
     * two nodes never wait for each other in a ring.
     */
    private static final String ADD =
            """
            WITH given AS (
              SELECT g.*, ?::text AS organisation FROM unnest(?::text[], ?::text[],
                ?::timestamptz[], ?::text[], ?::text[]) AS g (stream, event_id, quarter, event, dimensions)
            ), noted AS (
              INSERT INTO insight.counted_events (quarter, stream, organisation, event_id)
              SELECT quarter, stream, organisation, event_id FROM given
              ORDER BY quarter, stream, event_id
              ON CONFLICT DO NOTHING
              RETURNING quarter, stream, event_id
            ), grouped AS (
              SELECT quarter, stream, organisation, event, dimensions::jsonb AS dimensions,
                sha256(convert_to(event || chr(10) || (dimensions::jsonb)::text, 'UTF8')) AS digest,
                count(*) AS n
              FROM noted JOIN given USING (quarter, stream, event_id)
              GROUP BY quarter, stream, organisation, event, dimensions::jsonb
            ), quarters AS (
              INSERT INTO insight.counts_quarter AS kept
                (begins_at, stream, organisation, event, digest, dimensions, n)
              SELECT quarter, stream, organisation, event, digest, dimensions, n
              FROM grouped ORDER BY quarter, stream, digest
              ON CONFLICT (begins_at, stream, organisation, digest) DO UPDATE SET n = kept.n + excluded.n
              RETURNING 1
            ), days AS (
              INSERT INTO insight.counts_day AS kept
                (begins_at, stream, organisation, event, digest, dimensions, n)
              SELECT date_trunc('day', quarter, 'UTC'), stream, organisation, event, digest, dimensions, sum(n)
              FROM grouped GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 5
              ON CONFLICT (begins_at, stream, organisation, digest) DO UPDATE SET n = kept.n + excluded.n
              RETURNING 1
            )
            SELECT count(*) FROM noted
            """;

    private final RelationalStore store;
    private final OpenMonths months;

    PostgresCounts(RelationalStore store) {
        this.store = store;
        this.months =
                new OpenMonths(
                        store,
                        EnumSet.of(
                                MonthlyTable.COUNTED_EVENTS,
                                MonthlyTable.COUNTS_QUARTER,
                                MonthlyTable.COUNTS_DAY));
    }

    @Override
    public Added add(Optional<String> organisation, List<CountedEvent> events) {
        CountColumns open = new CountColumns();
        int sealed = 0;
        try {
            for (CountedEvent event : events) {
                if (months.hold(event.at())) {
                    open.add(event);
                } else {
                    sealed++;
                }
            }
            int counted = open.isEmpty() ? 0 : insert(Organisation.of(organisation), open);
            return new Added(counted, events.size() - sealed - counted, sealed);
        } catch (SQLException e) {
            store.forgetPartitions();
            throw SqlFailure.of(e);
        }
    }

    private int insert(Organisation organisation, CountColumns columns) throws SQLException {
        return store.inTransaction(
                organisation,
                connection -> {
                    organisation.register(connection);
                    try (PreparedStatement add = connection.prepareStatement(ADD)) {
                        add.setString(1, organisation.name());
                        columns.bind(connection, add);
                        try (ResultSet counted = add.executeQuery()) {
                            counted.next();
                            return counted.getInt(1);
                        }
                    }
                });
    }

    @Override
    public List<Count> find(Optional<String> organisation, CountQuery query, int limit) {
        try {
            return store.inTransaction(
                    Organisation.of(organisation), connection -> find(connection, query, limit));
        } catch (SQLException e) {
            throw SqlFailure.of(e);
        }
    }

    private static List<Count> find(Connection connection, CountQuery query, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(select(query))) {
            int place = 0;
            select.setString(++place, query.every().toSeconds() + " seconds");
            select.setObject(++place, query.from().atOffset(ZoneOffset.UTC));
            for (String dimension : query.by()) {
                select.setString(++place, dimension);
            }
            select.setString(++place, query.stream());
            select.setObject(++place, query.from().atOffset(ZoneOffset.UTC));
            select.setObject(++place, query.to().atOffset(ZoneOffset.UTC));
            if (query.event().isPresent()) {
                select.setString(++place, query.event().get());
            }
            select.setInt(++place, limit);
            return read(select, query.by().size());
        }
    }

    private static String select(CountQuery query) {
        var columns = new StringBuilder("SELECT date_bin(?::interval, begins_at, ?)");
        var places = new StringBuilder("1");
        for (int i = 0; i < query.by().size(); i++) {
            columns.append(", dimensions ->> ?");
            places.append(", ").append(i + 2);
        }
        return columns
                + ", sum(n) FROM "
                + (query.isOfDays() ? "insight.counts_day" : "insight.counts_quarter")
                + " WHERE stream = ? AND begins_at >= ? AND begins_at < ?"
                + (query.event().isPresent() ? " AND event = ?" : "")
                + " GROUP BY "
                + places
                + " ORDER BY "
                + places
                + " LIMIT ?";
    }

    private static List<Count> read(PreparedStatement select, int dimensions) throws SQLException {
        var counts = new ArrayList<Count>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                var values = new ArrayList<Optional<String>>();
                for (int i = 0; i < dimensions; i++) {
                    values.add(Optional.ofNullable(rows.getString(i + 2)));
                }
                counts.add(
                        new Count(
                                rows.getObject(1, OffsetDateTime.class).toInstant(),
                                values,
                                rows.getLong(dimensions + 2)));
            }
        }
        return counts;
    }
}
