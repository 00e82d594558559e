package dev.headrace.plugin.postgresql;

import dev.headrace.persistence.EmbeddedPostgres;
import dev.headrace.persistence.EmbeddedPostgresSettings;
import dev.headrace.sink.Sink;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/** A real PostgreSQL, and what a test asks it. */
final class TestServer implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    private TestServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static TestServer start(Path folder) {
        return new TestServer(
                EmbeddedPostgres.start(folder, Clock.systemUTC(), new SecureRandom()));
    }

    static TestServer start(Path folder, int port) {
        return new TestServer(
                EmbeddedPostgres.start(
                        EmbeddedPostgresSettings.in(folder).onPort(port),
                        Clock.systemUTC(),
                        new SecureRandom()));
    }

    int port() {
        return postgres.port();
    }

    String url() {
        return postgres.jdbcUrl();
    }

    /** The settings of a sink that writes into a schema. */
    Map<String, String> config(String schema) {
        return new HashMap<>(
                Map.of(
                        "url", postgres.jdbcUrl(),
                        "user", postgres.user(),
                        "password", postgres.password(),
                        "schema", schema));
    }

    static Sink sink(Map<String, String> config) {
        var provider = new PostgresqlSinkProvider();
        return provider.create(provider.config().parse(config));
    }

    Sink sink(String schema) {
        return sink(config(schema));
    }

    Connection connect() throws SQLException {
        var source = new PGSimpleDataSource();
        source.setURL(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        return source.getConnection();
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of every row. */
    List<String> texts(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        }
    }

    long count(String table) throws SQLException {
        return Long.parseLong(texts("SELECT count(*) FROM " + table).getFirst());
    }

    @Override
    public void close() {
        postgres.close();
    }
}
