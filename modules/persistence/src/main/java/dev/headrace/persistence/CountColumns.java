package dev.headrace.persistence;

import dev.headrace.insight.CountQuery;
import dev.headrace.insight.CountedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Events as columns, each event once: one statement takes any number of them. */
final class CountColumns {

    private static final JsonMapper JSON = new JsonMapper();

    private final Set<Key> seen = new HashSet<>();
    private final List<String> streams = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> quarters = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> dimensions = new ArrayList<>();

    private record Key(String stream, String id, Instant quarter) {}

    void add(CountedEvent event) {
        Instant quarter = quarter(event.at());
        if (seen.add(new Key(event.stream(), event.id(), quarter))) {
            streams.add(event.stream());
            ids.add(event.id());
            quarters.add(quarter.toString());
            events.add(event.event());
            dimensions.add(JSON.writeValueAsString(event.dimensions()));
        }
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /** Sets the parameters from the second on. */
    void bind(Connection connection, PreparedStatement statement) throws SQLException {
        int place = 2;
        for (List<String> column : List.of(streams, ids, quarters, events, dimensions)) {
            statement.setArray(place, connection.createArrayOf("text", column.toArray()));
            place++;
        }
    }

    private static Instant quarter(Instant at) {
        long seconds = CountQuery.QUARTER.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
    }
}
