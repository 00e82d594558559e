package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where an organisation's rows can stand, and every path that can be asked for. */
final class TenantRows {

    /** Every table with an organisation, but for the list of organisations itself. */
    private static final String TABLES =
            """
            SELECT c.oid::regclass::text FROM pg_class c
            JOIN pg_attribute a ON attrelid = c.oid AND attname = 'organisation'
            WHERE relkind IN ('r', 'p') AND NOT relispartition
            AND c.oid <> coalesce(to_regclass('ops.organisations')::oid, 0::oid)
            AND relnamespace::regnamespace::text %s 'headrace'
            """;

    /** Of the sink; closed by their contracts. */
    private static final List<String> CLOSED =
            List.of("headrace.media", "headrace.pose", "headrace.audit");

    /** The role that the node works with. */
    private static final String APP = "headrace_app";

    private static final String READER = "a_reader_of_the_warehouse";
    private static final Pattern PATH = Pattern.compile("(?m)^ +[\"']?(/[^\\s\"']+)[\"']?:\\s*$");

    private TenantRows() {}

    /** The rows of the sink's tables that carry an organisation's name, for a superuser. */
    static List<String> inWarehouse(Path data, String organisation) throws Exception {
        try (Connection connection = Warehouse.ofEmbedded(data).connect()) {
            var rows = new ArrayList<String>();
            for (String table : texts(connection, TABLES.formatted("="))) {
                try (PreparedStatement query =
                        connection.prepareStatement(
                                "SELECT t::text FROM %s t WHERE organisation = ?"
                                        .formatted(table))) {
                    query.setString(1, organisation);
                    rows.addAll(texts(query.executeQuery()));
                }
            }
            return rows;
        }
    }

    /** The rows of the closed tables that a reader sees whose session names an organisation. */
    static List<String> readInWarehouse(Path data, Optional<String> organisation) throws Exception {
        try (Connection connection = Warehouse.ofEmbedded(data).connect()) {
            if (texts(connection, "SELECT rolname FROM pg_roles").stream()
                    .noneMatch(READER::equals)) {
                execute(connection, "CREATE ROLE " + READER);
            }
            execute(connection, "GRANT USAGE ON SCHEMA headrace TO " + READER);
            for (String table : CLOSED) {
                execute(connection, "GRANT SELECT ON %s TO %s".formatted(table, READER));
            }
            return read(connection, READER, CLOSED, organisation);
        }
    }

    /** The rows of the read side that the node's own role sees. */
    static List<String> readInStore(Path data, Optional<String> organisation) throws Exception {
        try (Connection connection = Warehouse.ofEmbedded(data).connect()) {
            List<String> tables =
                    texts(
                            connection,
                            TABLES.formatted("<>")
                                    + " AND has_table_privilege('%s', c.oid, 'SELECT')"
                                            .formatted(APP));
            assertThat(tables).as("tables of the read side").hasSizeGreaterThan(6);
            return read(connection, APP, tables, organisation);
        }
    }

    private static List<String> read(
            Connection connection, String role, List<String> tables, Optional<String> organisation)
            throws SQLException {
        execute(connection, "SET ROLE " + role);
        if (organisation.isPresent()) {
            execute(connection, "SET headrace.organisation = '" + organisation.get() + "'");
        }
        var rows = new ArrayList<String>();
        for (String table : tables) {
            rows.addAll(texts(connection, "SELECT t::text FROM " + table + " t"));
        }
        return rows;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return texts(statement.executeQuery(query));
        }
    }

    private static List<String> texts(ResultSet found) throws SQLException {
        var texts = new ArrayList<String>();
        try (found) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }

    /** What both descriptions of the API name, without those that answer of events by right. */
    static List<String> everyOtherPath(HeadraceProcess headrace) throws Exception {
        var paths = new ArrayList<>(List.of("/metrics", "/health", "/openapi", "/healthcheck"));
        paths.addAll(described(openApi(headrace, "/openapi", "")));
        paths.addAll(described(openApi(headrace, "/admin/openapi", viewer(headrace))));
        paths.add("/v1/query/counts?stream=audit");
        paths.add("/v1/query/counts?stream=pose");
        assertThat(paths).hasSizeGreaterThan(30);
        return paths.stream()
                .filter(path -> !path.endsWith("/counts") && !path.endsWith("/stats"))
                .map(path -> path.replaceAll("\\{[a-z]+}", "user-telemetry"))
                .toList();
    }

    private static List<String> described(String yaml) {
        var paths = new ArrayList<String>();
        Matcher path = PATH.matcher(yaml);
        while (path.find()) {
            paths.add(path.group(1));
        }
        return paths;
    }

    private static String openApi(HeadraceProcess headrace, String path, String token)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(headrace.internal(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Authorization", "Bearer " + token)
                        .header("Accept", "application/yaml, text/plain, */*")
                        .build();
        return HeadraceProcess.send(request).body();
    }

    private static String viewer(HeadraceProcess headrace) throws Exception {
        JsonNode file =
                JsonMapper.shared()
                        .readTree(Files.readAllBytes(headrace.data().resolve("keys/admin.json")));
        return file.at("/tokens/0/token").asString();
    }
}
