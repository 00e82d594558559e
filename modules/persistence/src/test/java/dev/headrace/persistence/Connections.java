package dev.headrace.persistence;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** What a test asks a server. */
final class Connections {

    private Connections() {}

    static Connection open(EmbeddedPostgres postgres) throws SQLException {
        return open(postgres, postgres.password());
    }

    static Connection open(EmbeddedPostgres postgres, String password) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setURL(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(password);
        return source.getConnection();
    }

    static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = open(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String text(EmbeddedPostgres postgres, String query) throws SQLException {
        try (Connection connection = open(postgres);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
