package dev.headrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeSqlTest {

    private static final String FOLDER = "web-clicks/date=2026-11-22/hour=09/";

    @TempDir private Path temp;

    private LakeFixture lake;

    @BeforeEach
    void makeALake() {
        lake = new LakeFixture(temp.resolve("la'ke"));
    }

    @Test
    void linesInEnvelopesHaveTheContractsColumns() throws Exception {
        lake.file(
                FOLDER + "b-1.ndjson",
                LakeFixture.envelope(
                        "e-1",
                        """
                        {"n":7,"type":"größer","ratio":0.25,"done":true,"at":"2026-11-22T10:00:00+01:00",\
                        "day":"2026-02-28","tags":{"a~b/c":"x"},"list":[1,{"a":2}]}\
                        """));

        try (LakeSql sql = lake.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS)) {
            assertThat(LakeFixture.json(sql, "SELECT * EXCLUDE (event_json) FROM web_clicks"))
                    .isEqualTo(
                            """
                            {"event_id":"e-1","stream":"web-clicks","schema_version":1,\
                            "received_at":"2026-11-22T09:15:30.123Z","occurred_at":"2026-11-22T09:15:30Z",\
                            "organisation":null,"principal_kind":"service","principal_name":"composer",\
                            "principal_email":null,"n":7,"type":"größer","ratio":0.25,"done":true,\
                            "at":"2026-11-22T09:00:00Z","day":"2026-02-28","tags_a_b_c":"x",\
                            "list":"[1,{\\"a\\":2}]","lake_date":"2026-11-22","lake_hour":9}\
                            """);
            assertThat(LakeFixture.json(sql, "SELECT event_json->>'$.tags' AS t FROM web_clicks"))
                    .isEqualTo("{\"t\":\"{\\\"a~b/c\\\":\\\"x\\\"}\"}");
        }
    }

    @Test
    void compressedLinesAndUnfinishedFilesAreTakenForWhatTheyAre() throws Exception {
        lake.file(FOLDER + "b-1.ndjson", LakeFixture.envelope("e-1", "{\"n\":1}"));
        lake.file(FOLDER + ".b-2.1.tmp", "{\"half");
        Path zipped = lake.file(FOLDER + "b-3.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(
                    (LakeFixture.envelope("e-3", "{\"n\":3}") + "\n")
                            .getBytes(StandardCharsets.UTF_8));
        }

        try (LakeSql sql = lake.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS)) {
            assertThat(
                            LakeFixture.json(
                                    sql,
                                    "SELECT sum(n)::BIGINT AS s, count(*) AS c FROM web_clicks"))
                    .isEqualTo("{\"s\":4,\"c\":2}");
        }
    }

    @Test
    void eventsAloneAndFlatLinesCanBeAskedToo() throws Exception {
        lake.file(FOLDER + "b-1.ndjson", "{\"n\":1,\"tags\":{\"a~b/c\":\"x\"}}");
        try (LakeSql sql = lake.open(Lake.Form.EVENT_ONLY, LakeFixture.CLICKS)) {
            assertThat(LakeFixture.json(sql, "SELECT event_id, n, tags_a_b_c FROM web_clicks"))
                    .isEqualTo("{\"event_id\":null,\"n\":1,\"tags_a_b_c\":\"x\"}");
        }
        lake.file(
                FOLDER + "b-1.ndjson",
                "{\"event_id\":\"e-1\",\"stream\":\"web-clicks\",\"n\":1,\"tags_a_b_c\":\"x\"}");
        try (LakeSql sql = lake.open(Lake.Form.FLATTENED, LakeFixture.CLICKS)) {
            assertThat(LakeFixture.json(sql, "SELECT event_id, n, tags_a_b_c FROM web_clicks"))
                    .isEqualTo("{\"event_id\":\"e-1\",\"n\":1,\"tags_a_b_c\":\"x\"}");
        }
    }

    @Test
    void aStreamWithoutFilesIsAnEmptyView() {
        try (LakeSql sql = lake.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS)) {
            assertThat(LakeFixture.json(sql, "SELECT count(n) AS c FROM web_clicks"))
                    .isEqualTo("{\"c\":0}");
            assertThat(LakeFixture.ask(sql, "describe web_clicks", RowWriter.Format.CSV))
                    .contains("n,BIGINT", "at,TIMESTAMP WITH TIME ZONE", "event_json,VARCHAR");
        }
    }

    @Test
    void rowsAreShownAsATableAsCsvAndAsJson() {
        try (LakeSql sql = lake.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS)) {
            String query = "SELECT 1 AS a, 'x,\"y' AS b, NULL AS c, 'e' || chr(27) || 'f' AS d";

            assertThat(LakeFixture.ask(sql, query, RowWriter.Format.TABLE))
                    .isEqualTo("a  b     c  d\n1  x,\"y  -  e?f\n");
            assertThat(LakeFixture.ask(sql, query, RowWriter.Format.CSV))
                    .isEqualTo("a,b,c,d\r\n1,\"x,\"\"y\",,e\u001bf\r\n");
            assertThat(LakeFixture.json(sql, query))
                    .isEqualTo("{\"a\":1,\"b\":\"x,\\\"y\",\"c\":null,\"d\":\"e\\u001bf\"}");
        }
    }

    @Test
    void noMoreRowsThanTheLimitAndItIsSaidThatThereAreMore() {
        try (LakeSql sql = lake.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS)) {
            for (RowWriter.Format format : RowWriter.Format.values()) {
                var out = new StringWriter();
                assertThat(sql.query("FROM range(10)", 3, RowWriter.of(format, out))).isTrue();
                assertThat(out.toString().lines().count())
                        .isEqualTo(format == RowWriter.Format.JSON ? 3 : 4);
                assertThat(sql.query("FROM range(3)", 3, RowWriter.of(format, out))).isFalse();
            }
        }
    }

    @Test
    void theFirstLakeThatHoldsAStreamIsTaken() throws Exception {
        lake.file(FOLDER + "b-1.ndjson", LakeFixture.envelope("e-1", "{\"n\":1}"));
        var other = new LakeFixture(temp.resolve("other"));
        other.file(FOLDER + "b-1.ndjson", LakeFixture.envelope("e-2", "{\"n\":2}"));

        try (LakeSql sql =
                LakeSql.open(
                        LakeFixture.engine(),
                        List.of(LakeFixture.CLICKS),
                        List.of(
                                new Lake(temp.resolve("none"), Lake.Form.PARQUET),
                                new Lake(other.root(), Lake.Form.ENVELOPE),
                                new Lake(lake.root(), Lake.Form.ENVELOPE)),
                        "256MB")) {
            assertThat(LakeFixture.json(sql, "SELECT n FROM web_clicks")).isEqualTo("{\"n\":2}");
            assertThat(sql.views().get("web_clicks")).contains(other.root().resolve("web-clicks"));
        }
    }

    @Test
    void aMistakeInAQueryIsToldInDuckDbsWords() {
        try (LakeSql sql = lake.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS)) {
            assertThatThrownBy(() -> LakeFixture.json(sql, "SELECT nn FROM web_clicks"))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("\"nn\" not found");
            assertThatThrownBy(() -> LakeFixture.json(sql, "SELEKT 1"))
                    .isInstanceOf(SqlException.class)
                    .hasMessageContaining("syntax error");
        }
    }

    @Test
    void aFolderWithoutTheDriverSaysWhatBelongsThere() {
        assertThatThrownBy(() -> Engine.load(temp.resolve("empty")))
                .isInstanceOf(SqlException.class)
                .hasMessage(
                        "SQL needs DuckDB's driver: put duckdb_jdbc-<version>.jar into "
                                + temp.resolve("empty"));
    }
}
