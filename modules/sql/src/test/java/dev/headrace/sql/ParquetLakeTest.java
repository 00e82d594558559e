package dev.headrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkProvider;
import dev.headrace.sink.StreamContract;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queries over files that the Parquet sink has written. */
class ParquetLakeTest {

    private static final String STREAM = "web-clicks";
    private static final String FOLDER = STREAM + "/date=2026-11-22/hour=09/";
    private static final List<String> EVENTS =
            List.of(
                    """
                    {"n":7,"type":"größer","ratio":0.25,"done":true,"at":"2026-11-22T10:00:00.000001+01:00",\
                    "day":"2026-02-28","tags":{"a~b/c":"x"},"list":[1,{"a":2}]}\
                    """,
                    "{\"n\":92233720368547758070,\"at\":\"yesterday\",\"day\":\"2026-02-30\"}",
                    "{\"n\":null,\"other\":{\"deep\":[1]}}");

    @TempDir private Path temp;

    private LakeFixture lake;

    @BeforeEach
    void makeALake() {
        lake = new LakeFixture(temp.resolve("la'ke"));
    }

    @Test
    void theColumnsAndRowsAreTheSameAsOverLines() throws Exception {
        List<SampleRecord> records = records(EVENTS);
        write(LakeFixture.CLICKS, "b-1", records);
        var lines = new LakeFixture(temp.resolve("lines"));
        try (OutputStream out = Files.newOutputStream(lines.file(FOLDER + "b-1.ndjson"))) {
            for (SampleRecord record : records) {
                EnvelopeWriter.of(EnvelopeWriter.Form.ENVELOPE).write(record, out);
                out.write('\n');
            }
        }

        try (LakeSql overParquet = lake.open(Lake.Form.PARQUET, LakeFixture.CLICKS);
                LakeSql overLines = lines.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS)) {
            for (String query :
                    List.of("DESCRIBE web_clicks", "SELECT * FROM web_clicks ORDER BY event_id")) {
                assertThat(LakeFixture.json(overParquet, query))
                        .isEqualTo(LakeFixture.json(overLines, query));
            }
            assertThat(
                            LakeFixture.json(
                                    overParquet,
                                    "SELECT event_id, n, type, ratio, done, \"at\", day, tags_a_b_c, list,"
                                            + " lake_date, lake_hour FROM web_clicks WHERE n = 7"))
                    .isEqualTo(
                            """
                            {"event_id":"e-0","n":7,"type":"größer","ratio":0.25,"done":true,\
                            "at":"2026-11-22T09:00:00.000001Z","day":"2026-02-28","tags_a_b_c":"x",\
                            "list":"[1,{\\"a\\":2}]","lake_date":"2026-11-22","lake_hour":9}\
                            """);
        }
    }

    @Test
    void filesOfEarlierContractsHaveTheColumnsOfToday() throws Exception {
        write(
                contract("{\"n\":{\"type\":\"string\"},\"gone\":{\"type\":\"string\"}}"),
                "b-1",
                records(List.of("{\"n\":\"7\",\"gone\":\"x\"}", "{\"n\":\"seven\"}")));

        try (LakeSql sql =
                lake.open(
                        Lake.Form.PARQUET,
                        contract(
                                "{\"n\":{\"type\":\"integer\"},\"fresh\":{\"type\":\"number\"}}"))) {
            assertThat(
                            LakeFixture.json(
                                    sql,
                                    "SELECT COLUMNS('^(n|fresh|gone)$') FROM web_clicks ORDER BY event_id"))
                    .isEqualTo("{\"n\":7,\"fresh\":null}\n{\"n\":null,\"fresh\":null}");
        }
    }

    @Test
    void filesOfSeveralContractsAreReadTogether() throws Exception {
        write(contract("{\"n\":{\"type\":\"string\"}}"), "b-1", records(List.of("{\"n\":\"5\"}")));
        write(LakeFixture.CLICKS, "b-2", records(List.of("{\"n\":6}")));

        try (LakeSql sql = lake.open(Lake.Form.PARQUET, LakeFixture.CLICKS)) {
            assertThat(LakeFixture.json(sql, "SELECT n FROM web_clicks ORDER BY n"))
                    .isEqualTo("{\"n\":5}\n{\"n\":6}");
        }
    }

    @Test
    void membersOfTheFoldersNamesAndOfTheWholeEventsAreShownBesideThem() throws Exception {
        StreamContract contract =
                contract(
                        "{\"date\":{\"type\":\"string\"},\"hour\":{\"type\":\"integer\"},"
                                + "\"event_json\":{\"type\":\"string\"}}");
        String event = "{\"date\":\"soon\",\"hour\":99,\"event_json\":\"mine\"}";
        write(contract, "b-1", records(List.of(event)));

        try (LakeSql sql = lake.open(Lake.Form.PARQUET, contract)) {
            assertThat(
                            LakeFixture.json(
                                    sql,
                                    "SELECT date, hour, event_json, event_json_->>'$.date' AS again,"
                                            + " lake_date, lake_hour FROM web_clicks"))
                    .isEqualTo(
                            "{\"date\":\"soon\",\"hour\":99,\"event_json\":\"mine\",\"again\":\"soon\","
                                    + "\"lake_date\":\"2026-11-22\",\"lake_hour\":9}");
        }
    }

    @Test
    void onlyTheRowsOfTheDaysAskedForAreRead() throws Exception {
        write(LakeFixture.CLICKS, "b-1", records(List.of("{\"n\":1}")));
        SampleRecord old =
                records(List.of("{\"n\":2}"))
                        .getFirst()
                        .withTimes(
                                SampleRecord.RECEIVED.minus(Duration.ofDays(1)),
                                SampleRecord.RECEIVED);
        write(LakeFixture.CLICKS, "b-0", List.of(old));
        spoilPages(lake.root().resolve(STREAM + "/date=2026-11-21/hour=09/b-0.parquet"));

        try (LakeSql sql = lake.open(Lake.Form.PARQUET, LakeFixture.CLICKS)) {
            assertThat(
                            LakeFixture.json(
                                    sql,
                                    "SELECT n, event_json FROM web_clicks WHERE lake_date >= '2026-11-22'"))
                    .isEqualTo("{\"n\":1,\"event_json\":\"{\\\"n\\\":1}\"}");
            assertThatThrownBy(() -> LakeFixture.json(sql, "SELECT n, event_json FROM web_clicks"))
                    .isInstanceOf(SqlException.class);
        }
    }

    /** Leaves the footer as it is: only who reads rows meets the fault. */
    private static void spoilPages(Path file) throws Exception {
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(content.length() - 8);
            int footer = Integer.reverseBytes(content.readInt());
            content.seek(4);
            content.write(new byte[(int) content.length() - footer - 12]);
        }
    }

    private void write(StreamContract contract, String id, List<SampleRecord> records)
            throws Exception {
        SinkProvider provider =
                ServiceLoader.load(SinkProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(one -> one.type().equals("parquet"))
                        .findFirst()
                        .orElseThrow();
        try (Sink sink =
                provider.create(provider.config().parse(Map.of("path", lake.root().toString())))) {
            sink.open(SampleContext.of(Path.of("target"), contract));
            sink.write(SampleBatch.of(id, records));
        }
    }

    private static List<SampleRecord> records(List<String> events) {
        return java.util.stream.IntStream.range(0, events.size())
                .mapToObj(i -> SampleRecord.of(STREAM, "e-" + i, events.get(i).strip()))
                .toList();
    }

    private static StreamContract contract(String properties) {
        return SampleContext.contract(
                STREAM, "{\"type\":\"object\",\"properties\":" + properties + "}");
    }
}
