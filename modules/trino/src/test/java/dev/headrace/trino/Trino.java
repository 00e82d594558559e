package dev.headrace.trino;

import static io.trino.testing.TestingSession.testSessionBuilder;

import io.trino.plugin.hive.HivePlugin;
import io.trino.spi.type.SqlDate;
import io.trino.spi.type.SqlTimestamp;
import io.trino.testing.QueryRunner;
import io.trino.testing.StandaloneQueryRunner;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Trino in this process, with one Hive catalog over a folder and, if asked, over an S3. Starts in
 * about ten seconds, so the tests of a class share one.
 */
final class Trino implements AutoCloseable {

    private static final String CATALOG = "hive";

    private final QueryRunner runner;

    private Trino(Map<String, String> catalog) {
        runner = new StandaloneQueryRunner(testSessionBuilder().setCatalog(CATALOG).build());
        runner.installPlugin(new HivePlugin());
        runner.createCatalog(CATALOG, "hive", catalog);
    }

    /** Over a folder, whose content is {@code local:///}. */
    static Trino over(Path folder) {
        return new Trino(settings(folder));
    }

    /** Over a folder for the catalog itself, and an S3 for the tables. */
    static Trino over(Path folder, URI s3, String key, String secret) {
        Map<String, String> settings = settings(folder);
        settings.put("fs.s3.enabled", "true");
        settings.put("s3.endpoint", s3.toString());
        settings.put("s3.region", "us-east-1");
        settings.put("s3.path-style-access", "true");
        settings.put("s3.aws-access-key", key);
        settings.put("s3.aws-secret-key", secret);
        return new Trino(settings);
    }

    private static Map<String, String> settings(Path folder) {
        return new HashMap<>(
                Map.of(
                        "hive.metastore", "file",
                        "hive.metastore.catalog.dir", "local:///metastore",
                        "fs.local.enabled", "true",
                        "local.location", folder.toAbsolutePath().toString(),
                        "hive.non-managed-table-writes-enabled", "true",
                        // The file catalog has none for partitions that it was never told of.
                        "hive.table-statistics-enabled", "false",
                        // As Athena: a projected partition without a folder is empty.
                        "hive.ignore-absent-partitions", "true"));
    }

    /** Runs statements, in order. */
    void run(List<String> statements) {
        statements.forEach(runner::execute);
    }

    /** The rows of a query, each as its values; times as {@code java.time}, text as strings. */
    List<List<Object>> rows(String sql) {
        return runner.execute(sql).getMaterializedRows().stream()
                .map(row -> row.getFields().stream().map(Trino::plain).toList())
                .toList();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case SqlTimestamp time -> time.toLocalDateTime();
            case SqlDate date -> LocalDate.ofEpochDay(date.getDays());
            default -> value;
        };
    }

    @Override
    public void close() {
        runner.close();
    }
}
