package dev.headrace.sql;

import dev.headrace.sink.StreamContract;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A database of views over lakes, for queries that only read. For one thread.
 *
 * <p>Three fences, each by itself enough for what it keeps out: only one statement that is a SELECT
 * gets through; DuckDB may open no file outside of the folders of the streams, and nothing of a
 * network; and its settings are locked.
 */
public final class LakeSql implements AutoCloseable {

    private static final Pattern GLOB = Pattern.compile("[*?\\[\\]{}]");
    private static final Pattern SHOWS =
            Pattern.compile("(?is)\\s*(describe|summarize|show)\\s+([a-z_][a-z0-9_]*)\\s*;?\\s*");

    private final Connection database;
    private final Map<String, Optional<Path>> views = new TreeMap<>();

    private LakeSql(Connection database) {
        this.database = database;
    }

    /**
     * Makes the views and locks the database.
     *
     * @param streams those that people may read; there is no view of another
     * @param lakes where to look; of a stream that several have, the first is taken
     * @param memory the most memory for queries, in DuckDB's words: {@code 1GB}
     * @throws SqlException when a folder cannot be used
     */
    public static LakeSql open(
            Engine engine, List<StreamContract> streams, List<Lake> lakes, String memory) {
        try {
            var sql = new LakeSql(engine.connect());
            try {
                sql.prepare(streams, lakes, memory);
                return sql;
            } catch (SQLException | RuntimeException e) {
                sql.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new SqlException("DuckDB: " + e.getMessage(), e);
        }
    }

    /** The views by name, each with the folder that it reads; empty where nothing is stored. */
    public Map<String, Optional<Path>> views() {
        return Map.copyOf(views);
    }

    /**
     * Runs one query and writes its rows.
     *
     * @param limit the most rows that are written
     * @return whether there were more rows
     * @throws SqlException when it is not a query, or DuckDB refuses it
     */
    public boolean query(String query, long limit, RowWriter writer) {
        // One row more than is shown tells whether there are more.
        String some = "SELECT * FROM (" + readOnly(query) + ") LIMIT " + Math.addExact(limit, 1);
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(some)) {
            return writer.write(rows, limit);
        } catch (SQLException e) {
            throw new SqlException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new SqlException("the rows could not be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new SqlException("DuckDB did not close: " + e.getMessage(), e);
        }
    }

    /** The query as DuckDB has understood it, when it is one statement that only reads. */
    private String readOnly(String query) {
        var shows = SHOWS.matcher(query);
        if (shows.matches()) {
            String what = shows.group(1).equalsIgnoreCase("summarize") ? "SUMMARIZE" : "DESCRIBE";
            return what + " " + shows.group(2);
        }
        try (Statement statement = database.createStatement();
                ResultSet parsed =
                        statement.executeQuery(
                                "SELECT j->>'error', j->>'error_message',"
                                        + " json_array_length(j, '$.statements'), CASE WHEN"
                                        + " json_array_length(j, '$.statements') = 1 THEN"
                                        + " json_deserialize_sql(j) END FROM"
                                        + " (SELECT json_serialize_sql("
                                        + SqlText.literal(query)
                                        + ")::JSON AS j)")) {
            parsed.next();
            if (!"false".equals(parsed.getString(1))) {
                throw new SqlException(refused(String.valueOf(parsed.getString(2))));
            }
            if (parsed.getLong(3) != 1) {
                throw new SqlException("one query at a time, please");
            }
            return String.valueOf(parsed.getString(4));
        } catch (SQLException e) {
            throw new SqlException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String refused(String message) {
        return message.contains("Only SELECT")
                ? "only queries are taken (SELECT, WITH, FROM, DESCRIBE, SUMMARIZE): nothing is"
                        + " changed or loaded from here"
                : message;
    }

    private void prepare(List<StreamContract> streams, List<Lake> lakes, String memory)
            throws SQLException {
        for (Lake lake : lakes) {
            if (GLOB.matcher(lake.folder().toString()).find()) {
                throw new SqlException(
                        lake.folder() + ": a folder's name with *, ?, [, ], { or } cannot be used");
            }
        }
        set("TimeZone", "'UTC'");
        set("memory_limit", SqlText.literal(memory));
        set("autoinstall_known_extensions", "false");
        set("autoload_known_extensions", "false");
        set("allow_community_extensions", "false");
        var folders = new ArrayList<Path>();
        for (StreamContract stream : streams) {
            view(stream, lakes).ifPresent(folders::add);
        }
        lock(folders);
    }

    private Optional<Path> view(StreamContract stream, List<Lake> lakes) throws SQLException {
        var view = new StreamView(stream);
        String name = StreamView.nameOf(stream.name());
        for (Lake lake : lakes) {
            Optional<Path> folder = lake.folderOf(stream.name());
            if (folder.isPresent()) {
                execute(view.over(lake, folder.get()));
                views.put(name, folder);
                return folder;
            }
        }
        execute(view.overNothing());
        views.put(name, Optional.empty());
        return Optional.empty();
    }

    /** From here on the folders of the streams can be read, and nothing else can be opened. */
    private void lock(List<Path> folders) throws SQLException {
        String allowed =
                folders.stream()
                        .map(folder -> SqlText.literal(folder + "/"))
                        .collect(Collectors.joining(", ", "[", "]"));
        set("allowed_directories", allowed);
        set("temp_directory", "''");
        set("enable_external_access", "false");
        set("lock_configuration", "true");
    }

    private void set(String name, String value) throws SQLException {
        execute("SET " + name + " = " + value);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
