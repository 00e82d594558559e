package dev.headrace.plugin.parquet;

import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A lake as DuckDB sees it. */
record LakeTarget(Path root) implements Target {

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.empty();
    }

    @Override
    public List<StoredEvent> stored() throws Exception {
        var events = new ArrayList<StoredEvent>();
        if (DuckDb.names(root).stream().noneMatch(name -> name.endsWith(".parquet"))) {
            return events;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT event_id, event_json FROM " + DuckDb.files(root))) {
            while (rows.next()) {
                events.add(new StoredEvent(rows.getString(1), Optional.of(rows.getString(2))));
            }
        }
        return events;
    }

    @Override
    public void clear() throws IOException {
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        return Map.of();
    }

    @Override
    public void close() {
        // A folder runs nowhere.
    }
}
