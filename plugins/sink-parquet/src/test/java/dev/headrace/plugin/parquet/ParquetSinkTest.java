package dev.headrace.plugin.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetSinkTest {

    private static final String FOLDER = "clicks/date=2026-11-22/hour=09/";
    private static final String SCHEMA =
            """
            {"type":"object","required":["n"],"properties":{
              "n":{"type":"integer"},"text":{"type":"string"},"ratio":{"type":"number"},
              "done":{"type":"boolean"},"at":{"type":"string","format":"date-time"},
              "day":{"type":"string","format":"date"},
              "tags":{"type":"object","properties":{"region":{"type":"string"}}},
              "list":{"type":"array"}}}
            """;

    @TempDir private Path temp;

    private final SampleContext context =
            SampleContext.of(Path.of("target"), SampleContext.contract("clicks", SCHEMA));

    @Test
    void everyColumnOfTheContractHasItsTypeAndValue() throws Exception {
        write(
                "p-1",
                """
                {"n":7,"text":"größer","ratio":0.25,"done":true,"at":"2026-11-22T10:00:00.5+01:00",
                "day":"2026-02-28","tags":{"region":"eu"},"list":[1,{"a":2}]}\
                """);

        assertThat(
                        DuckDb.query(
                                "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "
                                        + DuckDb.files(temp)
                                        + ")"))
                .contains(
                        "event_id|VARCHAR",
                        "schema_version|BIGINT",
                        "received_at|TIMESTAMP WITH TIME ZONE",
                        "n|BIGINT",
                        "text|VARCHAR",
                        "ratio|DOUBLE",
                        "done|BOOLEAN",
                        "at|TIMESTAMP WITH TIME ZONE",
                        "day|DATE",
                        "tags_region|VARCHAR",
                        "list|VARCHAR",
                        "event_json|VARCHAR");
        assertThat(
                        rows(
                                "event_id, n, text, ratio, done, epoch_us(\"at\"), day, tags_region,"
                                        + " list, epoch_ms(received_at), principal_name"))
                .containsExactly(
                        "e-0|7|größer|0.25|true|1795338000500000|2026-02-28|eu|[1,{\"a\":2}]|"
                                + SampleRecord.RECEIVED.toEpochMilli()
                                + "|conformance-kit");
    }

    @Test
    void aValueThatDoesNotFitItsColumnLeavesItEmptyAndTheEventWhole() throws Exception {
        String odd =
                """
                {"n":92233720368547758070,"ratio":1e400,"at":"yesterday","done":"yes","tags":3}\
                """;

        WriteResult result = write("p-1", odd, "{\"n\":1e1000000000}", "{\"n\":1.0,\"more\":1}");

        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(rows("n, ratio, \"at\", done, tags_region, event_json"))
                .containsExactly(
                        "null|null|null|null|null|" + odd.strip(),
                        "null|null|null|null|null|{\"n\":1e1000000000}",
                        "1|null|null|null|null|{\"n\":1.0,\"more\":1}");
        assertThat(context.counter("values_without_column")).isEqualTo(6);
    }

    @Test
    void nullAndAbsentAreEmptyAndCountAsFitting() throws Exception {
        write("p-1", "{\"n\":null}", "{}");

        assertThat(rows("n, text")).containsExactly("null|null", "null|null");
        assertThat(context.counter("values_without_column")).isZero();
    }

    @Test
    void theSameBatchGivesTheSameBytesUnderTheSameName() throws Exception {
        SampleBatch batch = SampleBatch.of("p-1", 5_000, ParquetSinkTest::record);
        Sink sink = open(Map.of());

        sink.write(batch);
        byte[] first = Files.readAllBytes(temp.resolve(FOLDER + "p-1.parquet"));
        WriteResult again = sink.write(batch.again());

        assertThat(again.outcome(0)).isEqualTo(new Outcome.Delivered(FOLDER + "p-1.parquet"));
        assertThat(DuckDb.names(temp)).containsExactly(FOLDER + "p-1.parquet");
        assertThat(Files.readAllBytes(temp.resolve(FOLDER + "p-1.parquet"))).isEqualTo(first);
    }

    @Test
    void manyRowsInManyPagesAndGroupsComeBackAsTheyWere() throws Exception {
        Path file = Files.createDirectories(temp.resolve("a/b/c")).resolve("many.parquet");
        Table table = Table.of(context.find("clicks").orElseThrow());
        var row = new Row(table);
        try (OutputStream out = Files.newOutputStream(file);
                var output = new ParquetOutput(out, table, 3, 256 << 10)) {
            for (int i = 0; i < 20_000; i++) {
                row.take(
                        record(i)
                                .withEvent(
                                        "{\"n\":%d,\"text\":\"%s\",\"done\":%b}"
                                                .formatted(i, text(i), i % 4 == 0)));
                output.row(row);
            }
            output.finish(Map.of());
        }

        assertThat(
                        rows(
                                "count(*), count(DISTINCT event_id), min(n), max(n), sum(n),"
                                        + " sum(done::INT), count(DISTINCT text)"))
                .containsExactly("20000|20000|0|19999|199990000|5000|20000");
        assertThat(
                        DuckDb.query(
                                "SELECT num_row_groups > 1, num_rows FROM parquet_file_metadata('"
                                        + file
                                        + "')"))
                .containsExactly("true|20000");
        assertThat(
                        DuckDb.query(
                                "SELECT count(*) FROM "
                                        + DuckDb.files(temp)
                                        + " WHERE event_json->>'text' = text"))
                .containsExactly("20000");
        assertThat(
                        DuckDb.query(
                                "SELECT DISTINCT compression FROM parquet_metadata('"
                                        + file
                                        + "')"))
                .containsExactly("ZSTD");
    }

    @Test
    void readersSkipRowGroupsByTheStatistics() throws Exception {
        write("p-1", "{\"n\":-5,\"text\":\"b\"}", "{\"n\":12,\"text\":\"a\"}", "{\"text\":null}");

        assertThat(
                        DuckDb.query(
                                "SELECT path_in_schema, stats_min_value, stats_max_value,"
                                        + " stats_null_count FROM parquet_metadata('"
                                        + temp.resolve(FOLDER + "p-1.parquet")
                                        + "') WHERE path_in_schema IN ('n', 'text')"))
                .containsExactly("n|-5|12|1", "text|a|b|1");
        assertThat(DuckDb.query("SELECT n FROM " + DuckDb.files(temp) + " WHERE text = 'a'"))
                .containsExactly("12");
    }

    @Test
    void aContractThatChangesGivesTheNextFilesItsColumns() throws Exception {
        Sink sink = open(Map.of());
        sink.write(SampleBatch.of("p-1", 1, ParquetSinkTest::record));

        context.change(
                SampleContext.contract(
                        "clicks",
                        "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"integer\"},"
                                + "\"fresh\":{\"type\":\"string\"}}}"));
        sink.write(
                SampleBatch.of("p-2", 1, i -> record(i).withEvent("{\"n\":2,\"fresh\":\"new\"}")));

        assertThat(rows("n, fresh")).containsExactlyInAnyOrder("0|null", "2|new");
    }

    @Test
    void aMemberNamedLikeTheWholeEventsColumnKeepsItsName() throws Exception {
        context.change(
                SampleContext.contract(
                        "clicks",
                        "{\"type\":\"object\",\"properties\":{\"event_json\":{\"type\":\"string\"}}}"));

        write("p-1", "{\"event_json\":\"mine\"}");

        assertThat(rows("event_json, event_json_"))
                .containsExactly("mine|{\"event_json\":\"mine\"}");
    }

    @Test
    void datesBefore1970AndNanosecondsAreKeptToTheMicrosecond() throws Exception {
        SampleRecord old =
                record(1)
                        .withTimes(
                                SampleRecord.RECEIVED,
                                Instant.parse("1969-12-31T23:59:59.999999999Z"));

        open(Map.of()).write(SampleBatch.of("p-1", List.of(old)));

        assertThat(rows("epoch_us(occurred_at)")).containsExactly("-1");
    }

    @Test
    void aFullDiskIsUnavailableAndLeavesNothingBehind() throws Exception {
        Sink sink = open(Map.of());
        sink.write(SampleBatch.of("p-0", 1, ParquetSinkTest::record));
        Path unfinished = temp.resolve(FOLDER + ".p-1.1.tmp");
        Files.createSymbolicLink(unfinished, Path.of("/dev/full")); // a device without space

        assertThatThrownBy(() -> sink.write(SampleBatch.of("p-1", 1, ParquetSinkTest::record)))
                .isInstanceOf(SinkException.Unavailable.class)
                .hasMessageContaining("No space left on device");

        assertThat(DuckDb.names(temp)).containsExactly(FOLDER + "p-0.parquet");
    }

    @Test
    void aPathThatIsAFileIsAMistakeInTheConfiguration() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "not a folder");

        assertThatThrownBy(() -> open(Map.of("path", file.toString())))
                .isInstanceOf(SinkException.Misconfigured.class)
                .hasMessage(file + " is not a folder");
    }

    @Test
    void refusesSettingsThatDoNotFit() {
        assertThatThrownBy(() -> open(Map.of("compression-level", "20", "linger", "2h")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("compression-level")
                .hasMessageContaining("linger");
    }

    @Test
    void asksForBatchesOfAStreamAndHourThatComeAgainAsTheyWere() throws Exception {
        SinkTraits traits = open(Map.of()).traits();

        assertThat(traits.grouping()).isEqualTo(SinkTraits.Grouping.STREAM_HOUR);
        assertThat(traits.idempotency()).isEqualTo(SinkTraits.Idempotency.BY_BATCH);
    }

    private WriteResult write(String id, String... events) throws Exception {
        return open(Map.of())
                .write(
                        SampleBatch.of(
                                id, events.length, i -> record(i).withEvent(events[i].strip())));
    }

    private Sink open(Map<String, String> more) throws Exception {
        var settings = new HashMap<>(Map.of("path", temp.toString()));
        settings.putAll(more);
        var provider = new ParquetSinkProvider();
        Sink sink = provider.create(provider.config().parse(settings));
        sink.open(context);
        return sink;
    }

    private List<String> rows(String columns) throws Exception {
        return DuckDb.query("SELECT " + columns + " FROM " + DuckDb.files(temp));
    }

    /** Two hundred characters that do not compress well, the same for the same number. */
    private static String text(int number) {
        var random = new Random(number);
        return random.ints(100, 16, 256)
                .mapToObj(Integer::toHexString)
                .collect(Collectors.joining());
    }

    private static SampleRecord record(int number) {
        return SampleRecord.of("clicks", "e-" + number, "{\"n\":" + number + "}");
    }
}
