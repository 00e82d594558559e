package dev.headrace.persistence;

import dev.headrace.persistence.StoreSettings.Login;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.ds.PGSimpleDataSource;

/** Gives tests one server, and each a database of its own. */
final class StoreServer implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == StoreServer.Database.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(StoreServer.class))
                .computeIfAbsent(Lent.class, key -> Lent.start(), Lent.class)
                .database();
    }

    /** A new, empty database. */
    record Database(String url, Login owner) {

        StoreSettings settings() {
            return new StoreSettings(url, owner, Optional.empty(), 4);
        }

        RelationalStore store(Clock clock) {
            return RelationalStore.of(settings(), clock);
        }

        RelationalStore store(StoreNode node, Clock clock) {
            return RelationalStore.of(settings(), node, clock);
        }

        Connection asSuperuser() throws SQLException {
            return as(owner);
        }

        /** The role that works with the tables, as a session that somebody has taken over. */
        Connection asApp() throws SQLException {
            try (Connection connection = asSuperuser()) {
                return as(new StoreRoles(settings()).prepare(connection).app());
            }
        }

        /** The role that owns the tables. */
        Connection asOwner() throws SQLException {
            Connection connection = asSuperuser();
            execute(connection, "SET ROLE " + StoreRoles.OWNER);
            return connection;
        }

        Connection as(Login login) throws SQLException {
            var source = new PGSimpleDataSource();
            source.setURL(url);
            source.setUser(login.user());
            source.setPassword(login.password());
            return source.getConnection();
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Closed by JUnit at the end. */
    private record Lent(EmbeddedPostgres postgres, Path folder) implements AutoCloseable {

        static Lent start() {
            try {
                Path folder = Files.createTempDirectory("headrace-store-");
                return new Lent(
                        EmbeddedPostgres.start(folder, Clock.systemUTC(), new SecureRandom()),
                        folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Database database() {
            String name = "test_" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = Connections.open(postgres)) {
                execute(connection, "CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return new Database(
                    "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + name,
                    new Login(postgres.user(), postgres.password()));
        }

        @Override
        public void close() throws IOException {
            postgres.close();
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
