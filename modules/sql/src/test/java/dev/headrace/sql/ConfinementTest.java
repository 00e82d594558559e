package dev.headrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A query reads the streams that people may read, and does nothing else. */
class ConfinementTest {

    private static final String CANARY = "canary-8731";

    @TempDir private Path temp;

    private LakeFixture lake;
    private LakeSql sql;

    @BeforeEach
    void open() throws Exception {
        lake = new LakeFixture(temp.resolve("lake"));
        lake.file(
                "web-clicks/date=2026-11-22/hour=09/b-1.ndjson",
                LakeFixture.envelope("e-1", "{\"n\":1}"));
        lake.file("audit/date=2026-11-22/hour=09/b-1.ndjson", "{\"secret\":\"" + CANARY + "\"}");
        lake.file("web-clicks-more/b-1.ndjson", "{\"secret\":\"" + CANARY + "\"}");
        sql = lake.open(Lake.Form.ENVELOPE, LakeFixture.CLICKS);
    }

    @AfterEach
    void close() {
        sql.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM read_csv('/etc/passwd')",
                "SELECT * FROM read_text('/etc/passwd')",
                "SELECT * FROM read_blob('/etc/passwd')",
                "SELECT * FROM read_json('LAKE/audit/*/*/*.ndjson')",
                "SELECT * FROM read_text('LAKE/audit/date=2026-11-22/hour=09/b-1.ndjson')",
                "SELECT * FROM read_text('LAKE/web-clicks/../audit/date=2026-11-22/hour=09/b-1.ndjson')",
                "SELECT * FROM read_text('LAKE/web-clicks/date=2026-11-22/../../../audit/date=2026-11-22/hour=09/b-1.ndjson')",
                "SELECT * FROM read_text('LAKE/web-clicks-more/b-1.ndjson')",
                "SELECT * FROM read_text('LAKE/*/*/*/*.ndjson')",
                "SELECT * FROM 'LAKE/audit/date=2026-11-22/hour=09/b-1.ndjson'",
                "SELECT * FROM glob('/etc/*')",
                "SELECT * FROM glob('LAKE/audit/**')",
                "SELECT * FROM read_csv('https://example.org/x.csv')",
                "SELECT * FROM read_parquet('s3://example/x.parquet')",
                "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
                "SELECT * FROM sniff_csv('/etc/passwd')",
                "SELECT * FROM parquet_metadata('/etc/passwd')",
                "COPY (SELECT 1) TO 'LAKE/web-clicks/stolen.csv'",
                "COPY web_clicks TO '/tmp/headrace-stolen.csv'",
                "EXPORT DATABASE '/tmp/headrace-stolen'",
                "ATTACH '/tmp/headrace-stolen.db' AS other",
                "ATTACH 'LAKE/web-clicks/stolen.db' AS other",
                "INSTALL httpfs",
                "LOAD httpfs",
                "FORCE INSTALL spatial FROM community",
                "SET enable_external_access = true",
                "SET allowed_directories = ['/']",
                "RESET lock_configuration",
                "PRAGMA enable_profiling",
                "CREATE TABLE t AS SELECT 1",
                "CREATE OR REPLACE VIEW web_clicks AS SELECT 1",
                "CREATE SECRET (TYPE s3, KEY_ID 'x', SECRET 'y')",
                "DROP VIEW web_clicks",
                "SELECT 1; COPY (SELECT 1) TO 'LAKE/web-clicks/stolen.csv'",
                "SELECT 1; SELECT 2",
                "DELETE FROM web_clicks",
                "CALL pragma_version()",
                "EXPLAIN ANALYZE COPY (SELECT 1) TO 'LAKE/web-clicks/stolen.csv'",
                ""
            })
    void refuses(String query) throws Exception {
        String asked = query.replace("LAKE", lake.root().toString());

        assertThatThrownBy(() -> LakeFixture.json(sql, asked))
                .isInstanceOf(SqlException.class)
                .hasMessageNotContaining(CANARY)
                .hasMessageNotContaining("root:");

        assertThat(temp).isDirectoryNotContaining("glob:**stolen*");
        assertThat(lake.root().resolve("web-clicks/stolen.csv")).doesNotExist();
        assertThat(lake.root().resolve("web-clicks/stolen.db")).doesNotExist();
        assertThat(Path.of("/tmp/headrace-stolen.csv")).doesNotExist();
        assertThat(LakeFixture.json(sql, "SELECT n FROM web_clicks")).isEqualTo("{\"n\":1}");
    }

    @Test
    void aLinkOutOfAStreamsFolderIsWhatItsOwnerMadeItAndNothingElseLeadsOut() throws Exception {
        Path outside = Files.writeString(temp.resolve("outside.txt"), CANARY);

        assertThatThrownBy(
                        () -> LakeFixture.json(sql, "SELECT * FROM read_text('" + outside + "')"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("disabled");
    }

    @Test
    void streamsThatPeopleMayNotReadAreNotThere() {
        assertThat(sql.views()).containsOnlyKeys("web_clicks");
        assertThatThrownBy(() -> LakeFixture.json(sql, "SELECT * FROM audit"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("audit");
        assertThat(
                        LakeFixture.ask(
                                sql,
                                "SELECT view_name FROM duckdb_views() WHERE NOT internal",
                                RowWriter.Format.CSV))
                .isEqualTo("view_name\r\nweb_clicks\r\n");
    }

    @Test
    void nothingIsLoadedFromANetworkAndTheSettingsAreLocked() {
        assertThat(
                        LakeFixture.json(
                                sql,
                                "SELECT string_agg(name || '=' || value, ' ' ORDER BY name) AS s"
                                        + " FROM duckdb_settings() WHERE name IN"
                                        + " ('enable_external_access', 'lock_configuration',"
                                        + " 'autoinstall_known_extensions',"
                                        + " 'autoload_known_extensions',"
                                        + " 'allow_community_extensions')"))
                .isEqualTo(
                        "{\"s\":\"allow_community_extensions=false"
                                + " autoinstall_known_extensions=false autoload_known_extensions=false"
                                + " enable_external_access=false lock_configuration=true\"}");
    }
}
