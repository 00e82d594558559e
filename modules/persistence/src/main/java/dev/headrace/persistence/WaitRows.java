package dev.headrace.persistence;

import dev.headrace.insight.Observation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Writes what the rules that wait have to wait with. */
final class WaitRows {

    private static final String INSERT =
            """
            INSERT INTO security.waits
              (occurred_at, organisation, rule, subject, event_id, bearing)
            VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """;

    private WaitRows() {}

    static void insert(
            Connection connection, Organisation organisation, List<Observation> observations)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Observation one : observations) {
                insert.setObject(1, one.at().atOffset(ZoneOffset.UTC));
                insert.setString(2, organisation.name());
                insert.setString(3, one.rule().word());
                insert.setString(4, one.subject());
                insert.setString(5, one.event());
                insert.setString(6, one.bearing().name().toLowerCase(Locale.ROOT));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
