package dev.headrace.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks into the table of the stream user-telemetry, with a plain JDBC connection. */
record Warehouse(String url, String user, String password) {

    /** The PostgreSQL that Headrace has started below its data folder. */
    static Warehouse ofEmbedded(Path data) throws IOException {
        Path home = data.resolve("postgresql");
        int port = Integer.parseInt(Files.readAllLines(find(home, "postmaster.pid")).get(3).trim());
        return new Warehouse(
                "jdbc:postgresql://127.0.0.1:" + port + "/headrace",
                "headrace",
                Files.readString(find(home, "password")).trim());
    }

    /** The ids of the rows whose id is like a pattern; one for each row. */
    List<String> ids(String like) throws SQLException {
        var ids = new ArrayList<String>();
        try (Connection connection = connect();
                PreparedStatement query =
                        connection.prepareStatement(
                                "select id from headrace.user_telemetry where id like ?")) {
            query.setString(1, like);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getString(1));
                }
            }
        }
        return ids;
    }

    Connection connect() throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source.getConnection();
    }

    private static Path find(Path home, String name) throws IOException {
        try (Stream<Path> files = Files.walk(home, 3)) {
            return files.filter(file -> file.getFileName().toString().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
