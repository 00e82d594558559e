package dev.headrace.plugin.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.plugin.aws.FaultFront;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where objects stand, what they hold and what happens when they come again, with S3Proxy. */
class ParquetBucketIT {

    private static final String PLACE = "s3://" + S3Proxy.BUCKET + "/tables";
    private static final String HOUR = "tables/clicks/date=2026-11-22/hour=09/";

    private static S3Proxy server;

    /** Outlives the tests: the native library is unpacked there once for all. */
    private static final Path SCRATCH = Path.of("target");

    @TempDir private Path temp;
    private SampleContext context;

    @BeforeAll
    static void start() throws IOException {
        server = S3Proxy.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void clear() throws IOException {
        server.clear();
        context = SampleContext.of(SCRATCH, contract("n"));
    }

    @Test
    void makesOneObjectOfABatchThatDuckDbReadsAsItReadsAFile() throws Exception {
        WriteResult result = write(batch("p-1", 3));

        assertThat(server.keys()).containsExactly(HOUR + "p-1.parquet");
        assertThat(result.outcome(2))
                .isEqualTo(
                        new Outcome.Delivered(
                                PLACE + "/clicks/date=2026-11-22/hour=09/p-1.parquet"));
        assertThat(rows("event_id, n, event_json, date, hour"))
                .containsExactly(
                        "e-0|0|{\"n\":0}|2026-11-22|09",
                        "e-1|1|{\"n\":1}|2026-11-22|09",
                        "e-2|2|{\"n\":2}|2026-11-22|09");
        assertThat(context.counter("objects_written")).isOne();
    }

    @Test
    void holdsTheColumnsAndPagesThatAFolderWouldHave() throws Exception {
        write(batch("p-1", 2_000));
        Path folder = temp.resolve("folder");
        var provider = new ParquetSinkProvider();
        try (Sink sink =
                provider.create(provider.config().parse(Map.of("path", folder.toString())))) {
            sink.open(context);
            sink.write(batch("p-1", 2_000));
        }

        String chunks =
                "SELECT path_in_schema, type, encodings, compression, stats_min_value,"
                        + " stats_max_value, total_compressed_size FROM parquet_metadata('%s')"
                        + " ORDER BY column_id";
        assertThat(DuckDb.query(chunks.formatted(object())))
                .isNotEmpty()
                .isEqualTo(
                        DuckDb.query(
                                chunks.formatted(
                                        folder.resolve(
                                                "clicks/date=2026-11-22/hour=09/p-1.parquet"))));
    }

    @Test
    void takesItsOwnObjectForItsOwnWhenTheAnswerWasLost() throws Exception {
        write(batch("p-1", 500));
        byte[] before = server.bytes(HOUR + "p-1.parquet");

        WriteResult again = write(batch("p-1", 500).again());

        assertThat(again.outcome(499)).isInstanceOf(Outcome.Delivered.class);
        assertThat(context.counter("objects_compared")).isOne();
        assertThat(server.bytes(HOUR + "p-1.parquet")).isEqualTo(before);
    }

    @Test
    void knowsItsOwnObjectAgainAfterTheContractGotAColumn() throws Exception {
        write(batch("p-1", 5));
        context.change(contract("n", "fresh"));

        WriteResult again = write(batch("p-1", 5).again());

        assertThat(again.outcome(4)).isInstanceOf(Outcome.Delivered.class);
        assertThat(context.counter("objects_compared")).isOne();
    }

    @Test
    void knowsItsOwnObjectAgainWhenItsFooterIsLongerThanTheFirstLook() throws Exception {
        String[] many = new String[3_000];
        Arrays.setAll(many, i -> "column_" + i);
        context = SampleContext.of(SCRATCH, contract(many));
        write(batch("p-1", 2));

        WriteResult again = write(batch("p-1", 2).again());

        assertThat(FooterReader.length(server.bytes(HOUR + "p-1.parquet"))).isGreaterThan(64 << 10);
        assertThat(again.outcome(1)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void leavesAnObjectOfSomebodyElseAlone() throws Exception {
        write(batch("p-1", 2));

        assertThatThrownBy(() -> write(batch("p-1", 3)))
                .isInstanceOfSatisfying(
                        SinkException.Misconfigured.class,
                        e -> assertThat(e.key()).contains("path"));
        assertThat(rows("count(*)")).containsExactly("2");
    }

    @Test
    void leavesAnObjectAloneThatIsNoParquetFile() throws Exception {
        for (String foreign : List.of("", "PAR1", "hello, world", "\0\0\0\177PAR1")) {
            server.put(HOUR + "p-1.parquet", foreign);

            assertThatThrownBy(() -> write(batch("p-1", 3)))
                    .as(foreign)
                    .isInstanceOf(SinkException.Misconfigured.class);
        }
    }

    @Test
    void overwritesWhenToldSo() throws Exception {
        write(batch("p-1", 2));

        write(batch("p-1", 3), "existing", "overwrite");

        assertThat(rows("count(*)")).containsExactly("3");
        assertThat(context.counter("objects_compared")).isZero();
    }

    @Test
    void writesOfOneBatchThatRaceLeaveOneObject() throws Exception {
        try (Sink sink = open();
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<WriteResult> one = () -> sink.write(batch("p-1", 200));
            for (Future<WriteResult> written : threads.invokeAll(List.of(one, one, one, one))) {
                assertThat(written.get().outcome(199)).isInstanceOf(Outcome.Delivered.class);
            }
        }

        assertThat(rows("count(*)")).containsExactly("200");
    }

    @Test
    void sendsALargeObjectInPartsAndRemovesThemWhenOneFails() throws Exception {
        try (var front = new FaultFront(server.port());
                AutoCloseable fault =
                        front.when(head -> head.contains("partNumber=2"), 500, "InternalError");
                Sink sink =
                        open(
                                "endpoint",
                                "http://127.0.0.1:" + front.port(),
                                "part-size",
                                "5MiB",
                                "max-file-size",
                                "64MiB")) {
            assertThatThrownBy(() -> sink.write(noise("p-1", 24)))
                    .isInstanceOf(SinkException.Unavailable.class);
            assertThat(server.keys()).isEmpty();

            fault.close();
            sink.write(noise("p-1", 24));
            sink.write(noise("p-1", 24).again());

            assertThat(server.bytes(HOUR + "p-1.parquet").length).isGreaterThan(9 << 20);
            assertThat(rows("count(*), count(DISTINCT event_json)")).containsExactly("24|24");
            assertThat(context.counter("objects_compared")).isOne();
        }
    }

    @Test
    void theCheckTellsOfABucketThatIsNotThere() throws Exception {
        try (Sink there = open();
                Sink gone = sink("s3://no-such-bucket")) {
            assertThat(there.check().findings())
                    .extracting(CheckReport.Finding::level)
                    .doesNotContain(CheckReport.Level.FAILED);
            assertThat(gone.check().findings())
                    .extracting(CheckReport.Finding::level)
                    .contains(CheckReport.Level.FAILED);
            assertThatThrownBy(() -> gone.open(context))
                    .isInstanceOfSatisfying(
                            SinkException.Misconfigured.class,
                            e -> assertThat(e.key()).contains("path"));
        }
    }

    private static List<String> rows(String columns) throws Exception {
        return DuckDb.query(
                "SELECT "
                        + columns
                        + " FROM read_parquet('"
                        + server.folder()
                        + "/tables/*/*/*/*.parquet', hive_types_autocast = false) ORDER BY ALL");
    }

    private static Path object() {
        return server.folder().resolve(HOUR + "p-1.parquet");
    }

    private WriteResult write(SampleBatch batch, String... settings) throws Exception {
        try (Sink sink = open(settings)) {
            return sink.write(batch);
        }
    }

    private Sink open(String... settings) throws Exception {
        Sink sink = sink(PLACE, settings);
        sink.open(context);
        return sink;
    }

    private static Sink sink(String place, String... settings) {
        var provider = new ParquetSinkProvider();
        var config = S3Proxy.way(server.port(), settings);
        config.put("path", place);
        return provider.create(provider.config().parse(config));
    }

    private static StreamContract contract(String... members) {
        String properties =
                String.join(
                        ",",
                        Arrays.stream(members)
                                .map(name -> "\"" + name + "\":{\"type\":\"integer\"}")
                                .toList());
        return SampleContext.contract(
                "clicks", "{\"type\":\"object\",\"properties\":{" + properties + "}}");
    }

    private static SampleBatch batch(String id, int size) {
        return SampleBatch.of(
                id, size, n -> SampleRecord.of("clicks", "e-" + n, "{\"n\":" + n + "}"));
    }

    /** Records of half a mebibyte that no compression makes much smaller. */
    private static SampleBatch noise(String id, int size) {
        var random = new Random(7);
        return SampleBatch.of(
                id,
                size,
                n -> {
                    byte[] bytes = new byte[400_000];
                    random.nextBytes(bytes);
                    String text = Base64.getEncoder().encodeToString(bytes);
                    return SampleRecord.of("clicks", "e-" + n, "{\"text\":\"" + text + "\"}");
                });
    }
}
