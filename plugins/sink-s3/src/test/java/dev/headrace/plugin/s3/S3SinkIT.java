package dev.headrace.plugin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.plugin.aws.Bucket;
import dev.headrace.plugin.aws.FaultFront;
import dev.headrace.plugin.aws.S3Proxy;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What objects hold, where they stand and what happens when they come again, with S3Proxy. */
class S3SinkIT {

    private static final Path VECTORS = Path.of("src/test/resources/guardian-pipeline.json");
    private static final String HIVE = "conformance/date=2026-11-22/hour=09/";

    private static S3Proxy server;

    @TempDir private Path scratch;
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
        context = SampleContext.of(scratch);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void makesOneObjectOfABatchByStreamAndHour(Compression compression) throws Exception {
        SampleBatch batch = batch("plan-1", 3);

        WriteResult result =
                write(batch, "compression", compression.name().toLowerCase(Locale.ROOT));

        String key = HIVE + "plan-1" + compression.suffix();
        assertThat(server.keys()).containsExactly(key);
        assertThat(ObjectLines.of(server, key))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("{\"id\":\"e-0\",\"stream\":\"conformance\"");
        assertThat(result.outcome(2)).isEqualTo(new Outcome.Delivered("s3://example-lake/" + key));
    }

    @Test
    void writesTheFirstSystemsObjectsByteForByte() throws Exception {
        JsonNode pipeline = JsonMapper.shared().readTree(VECTORS.toFile()).get("pipeline");
        var records = new ArrayList<SampleRecord>();
        for (JsonNode event : pipeline.get("events")) {
            records.add(
                    SampleRecord.of("user-telemetry", "e-" + records.size(), event.toString())
                            .withLayout(List.of("example-app", "PROD", "T1"))
                            .withTimes(
                                    Instant.parse("2026-11-21T23:16:31.433Z"),
                                    Instant.parse("2020-09-03T07:51:27.669Z")));
        }

        write(
                SampleBatch.of("plan-1", records),
                "layout",
                "values",
                "form",
                "event-only",
                "compression",
                "none");

        String key = "data/example-app/PROD/T1/2026-11-21/plan-1.ndjson";
        assertThat(server.keys()).containsExactly(key);
        assertThat(new String(server.bytes(key), StandardCharsets.UTF_8))
                .isEqualTo(pipeline.get("s3Body").asString());
    }

    @Test
    void keepsForeignValuesInTheirPlace() throws Exception {
        List<String> values = List.of("../..", "a/b c", "", "ünï", ".hidden");
        SampleRecord record = SampleRecord.of("s", "e-1", "{}").withLayout(values);

        write(
                SampleBatch.of("plan-1", List.of(record)),
                "layout",
                "values",
                "prefix",
                "lake",
                "form",
                "event-only");

        assertThat(server.keys())
                .singleElement()
                .asString()
                .matches(
                        "lake/data/_____-\\w{16}/a_b_c-\\w{16}/UNDEFINED/_n_-\\w{16}/"
                                + "_hidden-\\w{16}/2026-11-22/plan-1\\.ndjson\\.gz");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void takesItsOwnObjectForItsOwnWhenTheAnswerWasLost(Compression compression) throws Exception {
        String form = compression.name().toLowerCase(Locale.ROOT);
        write(batch("plan-1", 500), "compression", form);
        byte[] before = server.bytes(server.keys().getFirst());

        WriteResult again = write(batch("plan-1", 500).again(), "compression", form);

        assertThat(again.outcome(499)).isInstanceOf(Outcome.Delivered.class);
        assertThat(context.counter("objects_compared")).isOne();
        assertThat(server.bytes(server.keys().getFirst())).isEqualTo(before);
    }

    @Test
    void leavesAnObjectOfSomebodyElseAlone() throws Exception {
        write(batch("plan-1", 2));

        assertThatThrownBy(() -> write(batch("plan-1", 3)))
                .isInstanceOfSatisfying(
                        SinkException.Misconfigured.class,
                        e -> assertThat(e.key()).contains("prefix"));
        assertThat(ObjectLines.of(server, server.keys().getFirst())).hasSize(2);
    }

    @Test
    void leavesAnObjectAloneThatIsNotEvenPacked() throws Exception {
        server.put(HIVE + "plan-1.ndjson.gz", "hello");

        assertThatThrownBy(() -> write(batch("plan-1", 3)))
                .isInstanceOf(SinkException.Misconfigured.class);
    }

    @Test
    void overwritesWhenToldSo() throws Exception {
        write(batch("plan-1", 2));

        write(batch("plan-1", 3), "existing", "overwrite");

        assertThat(ObjectLines.of(server, server.keys().getFirst())).hasSize(3);
        assertThat(context.counter("objects_compared")).isZero();
    }

    @Test
    void writesOfOneBatchThatRaceLeaveOneObject() throws Exception {
        try (Sink sink = open();
                var threads = Executors.newFixedThreadPool(4)) {
            Callable<WriteResult> one = () -> sink.write(batch("plan-1", 200));
            for (Future<WriteResult> written : threads.invokeAll(List.of(one, one, one, one))) {
                assertThat(written.get().outcome(199)).isInstanceOf(Outcome.Delivered.class);
            }
        }

        assertThat(server.keys()).hasSize(1);
        assertThat(ObjectLines.of(server, server.keys().getFirst())).hasSize(200);
    }

    @Test
    void sendsALargeObjectInPartsAndKnowsItAgain() throws Exception {
        SampleBatch batch = noise("plan-1", 24);

        write(batch, "part-size", "5MiB", "compression", "none");
        write(batch, "part-size", "5MiB", "compression", "none");

        String key = HIVE + "plan-1.ndjson";
        assertThat(server.keys()).containsExactly(key);
        assertThat(server.bytes(key).length).isGreaterThan(12 << 20);
        assertThat(ObjectLines.of(server, key)).hasSize(24);
        assertThat(context.counter("objects_compared")).isOne();
        assertThat(uploads()).isZero();
    }

    @Test
    void abandonsPartsWhenOneCannotBeWritten() throws Exception {
        try (var front = new FaultFront(server.port());
                AutoCloseable fault =
                        front.when(head -> head.contains("partNumber=2"), 500, "InternalError");
                Sink sink =
                        open(
                                "endpoint",
                                "http://127.0.0.1:" + front.port(),
                                "part-size",
                                "5MiB",
                                "compression",
                                "none")) {
            assertThatThrownBy(() -> sink.write(noise("plan-1", 24)))
                    .isInstanceOf(SinkException.Unavailable.class);

            assertThat(server.keys()).isEmpty();
            assertThat(uploads()).isZero();

            fault.close();
            sink.write(noise("plan-1", 24));
            assertThat(server.keys()).hasSize(1);
        }
    }

    @Test
    void refusesALineThatCannotBeAndWritesTheOthers() throws Exception {
        SampleBatch batch =
                batch("plan-1", 3).replacing(1, SampleRecord.of("conformance", "e-1", "[1]"));

        WriteResult result = write(batch, "form", "flattened");

        assertThat(result.outcome(1)).isInstanceOf(Outcome.Rejected.class);
        assertThat(ObjectLines.of(server, server.keys().getFirst())).hasSize(2);
    }

    private WriteResult write(SampleBatch batch, String... settings) throws Exception {
        try (Sink sink = open(settings)) {
            return sink.write(batch);
        }
    }

    private Sink open(String... settings) throws Exception {
        var provider = new S3SinkProvider();
        Map<String, String> config = server.config(settings);
        Sink sink = provider.create(provider.config().parse(config));
        sink.open(context);
        return sink;
    }

    private static int uploads() throws Exception {
        var provider = new S3SinkProvider();
        S3Settings settings = S3Settings.from(provider.config().parse(server.config()));
        try (Bucket bucket = settings.open()) {
            return bucket.call(s3 -> s3.listMultipartUploads(all -> all.bucket(S3Proxy.BUCKET)))
                    .uploads()
                    .size();
        }
    }

    private static SampleBatch batch(String id, int size) {
        return SampleBatch.of(
                id,
                size,
                number -> SampleRecord.of("conformance", "e-" + number, "{\"n\":" + number + "}"));
    }

    /** Records of half a mebibyte that no compression makes smaller. */
    private static SampleBatch noise(String id, int size) {
        var random = new Random(7);
        return SampleBatch.of(
                id,
                IntStream.range(0, size)
                        .mapToObj(number -> {
                            byte[] bytes = new byte[400_000];
                            random.nextBytes(bytes);
                            String text = Base64.getEncoder().encodeToString(bytes);
                            return SampleRecord.of(
                                    "conformance", "e-" + number, "{\"text\":\"" + text + "\"}");
                        })
                        .toList());
    }
}
