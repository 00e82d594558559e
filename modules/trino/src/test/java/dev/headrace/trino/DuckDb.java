package dev.headrace.trino;

import dev.headrace.sink.StreamContract;
import dev.headrace.sql.Engine;
import dev.headrace.sql.Lake;
import dev.headrace.sql.LakeSql;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code headrace sql} over one lake, with rows as {@link Trino} gives them. */
final class DuckDb implements AutoCloseable {

    private static final long ALL = 1_000_000;

    private final LakeSql sql;

    private DuckDb(LakeSql sql) {
        this.sql = sql;
    }

    static DuckDb over(Lake lake, StreamContract stream) throws Exception {
        return new DuckDb(LakeSql.open(engine(), List.of(stream), List.of(lake), "256MB"));
    }

    /** From the jar that the tests have, in a folder of its own. */
    private static Engine engine() throws IOException, URISyntaxException, ClassNotFoundException {
        Path jar =
                Path.of(
                        Class.forName("org.duckdb.DuckDBDriver")
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Path folder = Files.createDirectories(Path.of("target", "sql"));
        Path link = folder.resolve("duckdb.jar");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, jar);
        }
        return Engine.load(folder);
    }

    /** The rows of a query, each as its values. */
    List<List<Object>> rows(String query) {
        var rows = new ArrayList<List<Object>>();
        sql.query(query, ALL, (result, _) -> read(result, rows));
        return rows;
    }

    private static boolean read(ResultSet result, List<List<Object>> rows) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
            var row = new ArrayList<@Nullable Object>();
            for (int at = 1; at <= columns; at++) {
                row.add(plain(result.getObject(at)));
            }
            rows.add(row);
        }
        return false;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case OffsetDateTime time -> inUtc(time);
            case Date date -> date.toLocalDate();
            case Integer number -> number.longValue();
            case java.math.BigInteger number -> number.longValueExact();
            default -> value;
        };
    }

    private static LocalDateTime inUtc(OffsetDateTime time) {
        return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    @Override
    public void close() {
        sql.close();
    }
}
