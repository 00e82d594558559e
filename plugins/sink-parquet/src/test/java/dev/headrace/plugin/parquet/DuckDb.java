package dev.headrace.plugin.parquet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads a lake as somebody does who knows nothing of Headrace. */
final class DuckDb {

    private DuckDb() {}

    /** The rows of a query, each as its values' texts with a bar between; NULL is {@code null}. */
    static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(sql)) {
                var rows = new ArrayList<String>();
                while (result.next()) {
                    var row = new StringBuilder();
                    for (int at = 1; at <= result.getMetaData().getColumnCount(); at++) {
                        row.append(at == 1 ? "" : "|").append(result.getString(at));
                    }
                    rows.add(row.toString());
                }
                return rows;
            }
        }
    }

    /** What a query reads of all files of a lake. */
    static String files(Path root) {
        return "read_parquet('" + root + "/*/*/*/*.parquet', union_by_name = true)";
    }

    /** The finished and unfinished files below a folder, by name. */
    static List<String> names(Path root) throws java.io.IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
