package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {

    private static final String HOME = "headrace.home";
    private static final String CLICKS =
            """
            {"id":"%s","stream":"clicks","schemaVersion":1,"receivedAt":"2026-11-22T09:15:30.123Z",\
            "occurredAt":"2026-11-22T09:15:30Z","position":"p","principal":{"kind":"service",\
            "name":"composer"},"event":{"type":"%s"}}
            """;

    @TempDir private Path temp;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void makeAHomeWithALake() throws Exception {
        System.setProperty(HOME, temp.toString());
        Path driver =
                Path.of(
                        Class.forName("org.duckdb.DuckDBDriver")
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Files.createDirectories(temp.resolve("sql"));
        Files.createSymbolicLink(temp.resolve("sql/duckdb.jar"), driver);
        stream("clicks", "true");
        stream("audit-trail", "false");
        lines("lake", "a", "b", "b");
    }

    @AfterEach
    void forgetTheHome() {
        System.clearProperty(HOME);
    }

    @Test
    void asksWhatTheConfiguredSinksHaveStoredInFoldersAndPassesOverBuckets() throws Exception {
        Path config =
                Files.writeString(
                        temp.resolve("headrace.yaml"),
                        """
                        headrace:
                          data-dir: %s
                          store: none
                          sinks:
                            lake: { type: file, path: %s }
                            bucket: { type: parquet, path: "s3://example-lake/tables" }
                        """
                                .formatted(temp.resolve("data"), temp.resolve("lake")));

        int exit =
                run(
                        "",
                        "--config",
                        config.toString(),
                        "select type, count(*) as n from clicks group by type order by type");

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).isEqualTo("type  n\na     1\nb     2\n");
        assertThat(exit).isZero();
    }

    @Test
    void asksAFolderAndReadsTheQueryFromStandardInput() {
        int exit =
                run(
                        "select count(*) as n from clicks where lake_date = '2026-11-22'",
                        "--lake",
                        temp.resolve("lake").toString(),
                        "--streams",
                        temp.resolve("streams").toString(),
                        "--format",
                        "json",
                        "-");

        assertThat(out.toString()).isEqualTo("{\"n\":3}\n");
        assertThat(exit).isZero();
    }

    @Test
    void listsTheViewsOfStreamsThatPeopleMayRead() {
        int exit = overTheLake();

        assertThat(out.toString()).isEqualTo("clicks  " + temp.resolve("lake/clicks") + "\n");
        assertThat(exit).isZero();
    }

    @Test
    void saysThatThereAreMoreRows() {
        int exit = overTheLake("--limit", "1", "--format", "csv", "select type from clicks");

        assertThat(out.toString()).isEqualTo("type\r\na\r\n");
        assertThat(err.toString())
                .isEqualTo("headrace: there are more rows; --limit shows more than 1\n");
        assertThat(exit).isZero();
    }

    @Test
    void aRefusedQueryEndsWithOneAndALine() {
        assertThat(overTheLake("install httpfs")).isEqualTo(1);
        assertThat(err.toString()).startsWith("headrace: only queries are taken");
        assertThat(overTheLake("select * from read_csv('/etc/passwd')")).isEqualTo(1);
        assertThat(err.toString()).contains("disabled").doesNotContain("at dev.headrace");
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(run("", "--lake", temp.resolve("no").toString(), "select 1")).isEqualTo(2);
        assertThat(err.toString()).contains("is not a folder");
        assertThat(overTheLake("--format", "xml", "select 1")).isEqualTo(2);
        assertThat(overTheLake("--limit", "0", "select 1")).isEqualTo(2);
        assertThat(overTheLake("--memory", "1GB'; drop", "select 1")).isEqualTo(2);
    }

    @Test
    void aHomeWithoutDuckDbSaysWhatBelongsThere() throws IOException {
        Files.delete(temp.resolve("sql/duckdb.jar"));

        assertThat(overTheLake("select 1")).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo(
                        "headrace: SQL needs DuckDB's driver: put duckdb_jdbc-<version>.jar into "
                                + temp.resolve("sql")
                                + "\n");
    }

    private int overTheLake(String... more) {
        var arguments =
                new ArrayList<>(
                        List.of(
                                "--lake",
                                temp.resolve("lake").toString(),
                                "--streams",
                                temp.resolve("streams").toString()));
        arguments.addAll(List.of(more));
        return run("", arguments.toArray(String[]::new));
    }

    private int run(String input, String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var all = new ArrayList<>(List.of("sql"));
        all.addAll(List.of(arguments));
        return HeadraceCommand.line(Map.of(), in)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }

    private void stream(String name, String readable) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("streams").resolve(name));
        Files.writeString(
                folder.resolve("event.v1.schema.json"),
                """
                {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
                 "required":["type"],"properties":{"type":{"type":"string"}}}
                """);
        Files.writeString(
                folder.resolve("stream.yaml"),
                """
                name: %s
                title: A stream of the test
                listener: internal
                readable: %s
                schemas: { 1: event.v1.schema.json }
                auth: [none]
                limits: { request-bytes: 1MiB, events: 100, event-bytes: 64KiB }
                retention: 30d
                sinks: all
                """
                        .formatted(name, readable));
    }

    private void lines(String lake, String... types) throws IOException {
        Path folder =
                Files.createDirectories(
                        temp.resolve(lake).resolve("clicks/date=2026-11-22/hour=09"));
        var text = new StringBuilder();
        for (int i = 0; i < types.length; i++) {
            text.append(CLICKS.formatted("e-" + i, types[i]));
        }
        Files.writeString(folder.resolve("b-1.ndjson"), text);
    }
}
