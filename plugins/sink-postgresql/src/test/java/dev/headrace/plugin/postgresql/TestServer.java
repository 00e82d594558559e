package dev.headrace.plugin.postgresql;

import dev.headrace.persistence.EmbeddedPostgres;
import dev.headrace.persistence.EmbeddedPostgresSettings;
import dev.headrace.sink.Sink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, and what a test asks it: 18 by its embedded programs, or Debian's 15 where the
 * system property {@code headrace.postgresql} says so.
 */
record TestServer(
        Path folder, String url, int port, String user, String password, AutoCloseable process)
        implements AutoCloseable {

    static TestServer start(Path folder) {
        register();
        if (debian()) {
            return startDebian(() -> DebianPostgres.start(folder), folder);
        }
        return embedded(
                EmbeddedPostgres.start(folder, Clock.systemUTC(), new SecureRandom()), folder);
    }

    static TestServer start(Path folder, int port) {
        register();
        if (debian()) {
            return startDebian(() -> DebianPostgres.start(folder, port), folder);
        }
        return embedded(
                EmbeddedPostgres.start(
                        EmbeddedPostgresSettings.in(folder).onPort(port),
                        Clock.systemUTC(),
                        new SecureRandom()),
                folder);
    }

    /** Starts Debian's server. */
    @FunctionalInterface
    interface DebianStart {
        DebianPostgres start() throws IOException, InterruptedException;
    }

    static TestServer startDebian(DebianStart start, Path folder) {
        try {
            DebianPostgres debian = start.start();
            return new TestServer(
                    folder,
                    debian.url(),
                    debian.port(),
                    DebianPostgres.USER,
                    DebianPostgres.PASSWORD,
                    debian);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL started", e);
        }
    }

    /**
     * The sink, which has the same class path here, unregisters the driver; data sources need it.
     */
    private static void register() {
        try {
            if (!Driver.isRegistered()) {
                Driver.register();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean debian() {
        return System.getProperty("headrace.postgresql", "18").equals("15");
    }

    private static TestServer embedded(EmbeddedPostgres postgres, Path folder) {
        return new TestServer(
                folder,
                postgres.jdbcUrl(),
                postgres.port(),
                postgres.user(),
                postgres.password(),
                postgres);
    }

    /** The settings of a sink that writes into a schema. */
    Map<String, String> config(String schema) {
        return new HashMap<>(
                Map.of("url", url, "user", user, "password", password, "schema", schema));
    }

    static Sink sink(Map<String, String> config) {
        var provider = new PostgresqlSinkProvider();
        return provider.create(provider.config().parse(config));
    }

    Sink sink(String schema) {
        return sink(config(schema));
    }

    Connection connect() throws SQLException {
        return connect(user, password);
    }

    Connection connect(String role, String secret) throws SQLException {
        register();
        var source = new PGSimpleDataSource();
        source.setURL(url);
        source.setUser(role);
        source.setPassword(secret);
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
        try (Connection connection = connect()) {
            return texts(connection, query);
        }
    }

    static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
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

    String database() throws SQLException {
        return texts("SELECT current_database()").getFirst();
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop", e);
        }
    }

    /** Takes the server's folder away. */
    void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
