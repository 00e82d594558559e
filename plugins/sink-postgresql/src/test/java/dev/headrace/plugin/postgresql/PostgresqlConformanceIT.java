package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.tck.SinkContract;
import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** The conformance kit, with an owner, a writer that only inserts, and columns of the contract. */
final class PostgresqlConformanceIT extends SinkContract {

    private static final String SCHEMA = "conformance";

    @TempDir private static Path folder;

    @Override
    protected SinkProvider provider() {
        return new PostgresqlSinkProvider();
    }

    @Override
    protected Target start() throws SQLException {
        TestServer server = TestServer.start(folder);
        return new Database(server, TestRoles.make(server, SCHEMA));
    }

    @Override
    protected Map<String, String> config(Target target, Optional<InetSocketAddress> address) {
        TestRoles roles = ((Database) target).roles();
        Map<String, String> config = roles.config();
        config.put("columns", "schema");
        address.ifPresent(at ->
                config.put(
                        "url",
                        roles.server()
                                .url()
                                .replace(
                                        "127.0.0.1:" + roles.server().port(),
                                        "127.0.0.1:" + at.getPort())));
        return config;
    }

    @Override
    protected Optional<String> poison() {
        return Optional.of("{\"n\":1,\"text\":\"\\u0000\"}");
    }

    /** A database with the roles of a careful site. */
    private record Database(TestServer server, TestRoles roles) implements Target {

        private static final List<String> TABLES =
                List.of(SCHEMA + ".conformance", SCHEMA + ".conformance_other");

        @Override
        public Optional<InetSocketAddress> address() {
            return Optional.of(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        }

        @Override
        public List<StoredEvent> stored() throws SQLException {
            var stored = new ArrayList<StoredEvent>();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement()) {
                for (String table : made()) {
                    try (ResultSet rows =
                            statement.executeQuery("SELECT id, event::text FROM " + table)) {
                        while (rows.next()) {
                            stored.add(
                                    new StoredEvent(
                                            rows.getString(1), Optional.of(rows.getString(2))));
                        }
                    }
                }
            }
            return stored;
        }

        @Override
        public void clear() throws SQLException {
            for (String table : made()) {
                server.execute("TRUNCATE " + table);
            }
        }

        private List<String> made() throws SQLException {
            var made = new ArrayList<String>();
            for (String table : TABLES) {
                if (!server.texts("SELECT 1 WHERE to_regclass('" + table + "') IS NOT NULL")
                        .isEmpty()) {
                    made.add(table);
                }
            }
            return made;
        }

        @Override
        public Map<Trouble, Switch> troubles() {
            return Map.of(Trouble.FULL, this::full, Trouble.DENIED, this::denied);
        }

        /** What the server says when a disk is full; a real one is in {@link DiskFullIT}. */
        private AutoCloseable full() throws SQLException {
            server.execute(
                    """
                    CREATE OR REPLACE FUNCTION public.full() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$;
                    CREATE TRIGGER full_disk BEFORE INSERT ON conformance.conformance
                    FOR EACH ROW EXECUTE FUNCTION public.full()
                    """);
            return () -> server.execute("DROP TRIGGER full_disk ON conformance.conformance");
        }

        private AutoCloseable denied() throws SQLException {
            server.execute("REVOKE INSERT ON conformance.conformance FROM " + roles.app());
            return () ->
                    server.execute("GRANT INSERT ON conformance.conformance TO " + roles.app());
        }

        @Override
        public void close() {
            server.close();
        }
    }
}
