package dev.headrace.trino;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.athena.Dialect;
import dev.headrace.athena.LakeSql;
import dev.headrace.athena.Layout;
import dev.headrace.athena.StoredLines;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.EnvelopeWriter.Form;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import dev.headrace.sql.Lake;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same events, stored by the file sink and by the Parquet sink in a folder and in S3, asked by
 * DuckDB ({@code headrace sql}) and by Trino.
 */
class TwoEnginesIT {

    private static final StreamContract STREAM = DeploymentReports.contract();
    private static final String VIEW = "deployment_metrics";

    @TempDir private static Path folder;
    private static S3Proxy s3;
    private static Trino trino;
    private static DuckDb lines;
    private static DuckDb parquet;

    @BeforeAll
    static void store() throws Exception {
        s3 = S3Proxy.start();
        store("sink-file", Map.of("path", path("file"), "compression", "gzip"));
        store("sink-parquet", Map.of("path", path("parquet")));
        String bucket = "s3://" + S3Proxy.BUCKET + "/tables";
        store("sink-parquet", S3Proxy.way(s3.port(), "path", bucket));
        lines = DuckDb.over(new Lake(folder.resolve("file"), Lake.Form.ENVELOPE), STREAM);
        parquet = DuckDb.over(new Lake(folder.resolve("parquet"), Lake.Form.PARQUET), STREAM);
        trino = Trino.over(folder, s3.address(), S3Proxy.ACCESS_KEY, S3Proxy.SECRET);
        trino.run(
                LakeSql.of(
                        STREAM,
                        new StoredLines(
                                "local:///file/" + STREAM.name(),
                                Layout.HIVE,
                                Form.ENVELOPE,
                                DeploymentReports.FIRST.minusDays(3)),
                        "lines",
                        Dialect.TRINO));
        trino.run(ParquetTable.statements(STREAM, "parquet", "local:///parquet/" + STREAM.name()));
        trino.run(ParquetTable.statements(STREAM, "bucket", bucket + "/" + STREAM.name()));
    }

    @AfterAll
    static void stop() {
        trino.close();
        s3.close();
        lines.close();
        parquet.close();
    }

    @Test
    void trinoReadsEveryColumnOfTheParquetSink() {
        assertThat(
                        trino.rows(
                                "SELECT event_id, stream, schema_version, received_at, occurred_at,"
                                        + " organisation, principal_kind, version, stack_id,"
                                        + " metrics_tokenizesuccess, source_ip_prefix,"
                                        + " json_extract_scalar(event_json, '$.stack_id'), \"date\","
                                        + " \"hour\" FROM parquet."
                                        + VIEW
                                        + " WHERE event_id = 'stack-b-0'"))
                .containsExactly(
                        Arrays.asList(
                                "stack-b-0",
                                STREAM.name(),
                                1L,
                                DeploymentReports.FIRST.atTime(9, 15, 30, 123_000_000),
                                DeploymentReports.FIRST.atTime(9, 15, 25, 123_000_000),
                                null,
                                "anonymous",
                                "1.0",
                                "stack-b",
                                20L,
                                "198.51.100.0/24",
                                "stack-b",
                                DeploymentReports.FIRST.toString(),
                                "09"));
        assertThat(trino.rows("SELECT count(*) FROM parquet." + VIEW))
                .containsExactly(List.of((long) DeploymentReports.all().size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*), count(DISTINCT stack_id), min(received_at), max(received_at) FROM VIEW",
                "SELECT event_id, stream, schema_version, received_at, occurred_at, organisation,"
                        + " principal_kind, principal_name, principal_email, version, stack_id,"
                        + " metrics_tokenizesuccess, metrics_tokenizefailure, source_ip_prefix"
                        + " FROM VIEW ORDER BY event_id",
                "SELECT version, count(*), sum(metrics_tokenizesuccess), avg(metrics_tokenizefailure)"
                        + " FROM VIEW GROUP BY version ORDER BY 2 DESC, version",
                "SELECT CAST(date_trunc('week', received_at) AS date) AS week, count(DISTINCT stack_id)"
                        + " FROM VIEW GROUP BY 1 ORDER BY 1",
                "SELECT stack_id, version, row_number() OVER (PARTITION BY stack_id ORDER BY received_at)"
                        + " FROM VIEW ORDER BY stack_id, received_at",
                "WITH first AS (SELECT stack_id, min(received_at) AS at FROM VIEW GROUP BY stack_id)"
                        + " SELECT v.stack_id, v.event_id FROM VIEW v JOIN first f ON f.stack_id ="
                        + " v.stack_id AND f.at = v.received_at WHERE v.version < '1.2' ORDER BY 1, 2",
                "SELECT stack_id, sum(metrics_tokenizefailure) FROM VIEW GROUP BY stack_id"
                        + " HAVING sum(metrics_tokenizefailure) > 0 ORDER BY stack_id",
                "SELECT coalesce(organisation, 'none') AS o, count(*) FROM VIEW WHERE source_ip_prefix"
                        + " LIKE '203.%' GROUP BY 1 ORDER BY 1"
            })
    void theSameQueryGivesTheSameRowsByDuckDbAndByTrino(String query) {
        List<List<Object>> expected = trino.rows(query.replace("VIEW", "parquet." + VIEW));

        assertThat(expected).isNotEmpty();
        assertThat(trino.rows(query.replace("VIEW", "lines." + VIEW)))
                .as("Trino over lines")
                .isEqualTo(expected);
        assertThat(trino.rows(query.replace("VIEW", "bucket." + VIEW)))
                .as("Trino over Parquet in S3")
                .isEqualTo(expected);
        assertThat(parquet.rows(query.replace("VIEW", VIEW)))
                .as("DuckDB over Parquet")
                .isEqualTo(expected);
        assertThat(lines.rows(query.replace("VIEW", VIEW)))
                .as("DuckDB over lines")
                .isEqualTo(expected);
    }

    /** As Headrace does: a batch holds one stream and one hour. */
    private static void store(String module, Map<String, String> settings) throws Exception {
        try (PluginFolder plugin = PluginFolder.of(module)) {
            SinkProvider provider = plugin.provider();
            try (Sink sink = provider.create(provider.config().parse(settings))) {
                sink.open(SampleContext.of(folder, STREAM));
                for (List<SampleRecord> hour : hours().values()) {
                    write(sink, hour);
                }
            }
        }
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }

    private static void write(Sink sink, List<SampleRecord> records) throws Exception {
        Instant hour = records.getFirst().receivedAt().truncatedTo(ChronoUnit.HOURS);
        WriteResult result = sink.write(SampleBatch.of("b-" + hour.getEpochSecond(), records));
        for (int i = 0; i < result.size(); i++) {
            assertThat(result.outcome(i)).isInstanceOf(Outcome.Delivered.class);
        }
    }

    private static Map<Instant, List<SampleRecord>> hours() {
        return DeploymentReports.all().stream()
                .collect(
                        Collectors.groupingBy(
                                report -> report.receivedAt().truncatedTo(ChronoUnit.HOURS),
                                TreeMap::new,
                                Collectors.toList()));
    }
}
