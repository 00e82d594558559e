package dev.headrace.app;

import dev.headrace.publishing.SinkSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks for an event in the table of a PostgreSQL sink. */
final class RowLanding implements Landing {

    private final PGSimpleDataSource database = new PGSimpleDataSource();
    private final String table;
    private final String address;

    RowLanding(SinkSettings sink, String stream) {
        Map<String, String> config = sink.config();
        String url = config.getOrDefault("url", "");
        database.setURL(url);
        this.address = url.replaceFirst("\\?.*", "");
        database.setUser(config.getOrDefault("user", ""));
        database.setPassword(config.getOrDefault("password", ""));
        this.table = config.getOrDefault("schema", "headrace") + "." + stream.replace('-', '_');
    }

    @Override
    public Optional<String> find(String id) {
        String query = "SELECT received_at::text FROM " + table + " WHERE id = ?";
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, id);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                "row of %s received at %s, in %s"
                                        .formatted(table, rows.getString(1), address))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            return Optional.empty(); // the table is made with the first batch
        }
    }
}
