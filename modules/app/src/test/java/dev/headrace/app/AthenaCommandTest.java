package dev.headrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AthenaCommandTest {

    @TempDir private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeAStream() throws Exception {
        Path stream = Files.createDirectories(folder.resolve("web"));
        Files.writeString(
                stream.resolve("stream.yaml"),
                """
                name: web
                title: Pages
                listener: public
                readable: true
                schemas: { 1: event.v1.schema.json }
                auth: [none]
                retention: 30d
                sinks: all
                hints: { athena: { type: /kind } }
                """);
        Files.writeString(
                stream.resolve("event.v1.schema.json"),
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
                 "required": ["kind"],
                 "properties": {"kind": {"enum": ["view", "click"]}, "n": {"type": "integer"}}}
                """);
    }

    @Test
    void ddlPrintsTableAndAViewForEachTypeOfEvent() {
        assertThat(ddl("web", "--location", "s3://example-lake/web")).isZero();

        assertThat(out.toString())
                .contains("CREATE EXTERNAL TABLE IF NOT EXISTS `headrace`.`web_lines`")
                .contains("'projection.date.range' = 'NOW-31DAYS,NOW+1DAYS'")
                .contains("CREATE OR REPLACE VIEW \"headrace\".\"web_view\"")
                .contains("CREATE OR REPLACE VIEW \"headrace\".\"web_click\"")
                .endsWith(";\n");
    }

    @Test
    void ddlFollowsTheOptions() {
        int code =
                ddl(
                        "web",
                        "--location",
                        "s3://example-lake/",
                        "--layout",
                        "firehose",
                        "--form",
                        "event-only",
                        "--dialect",
                        "trino",
                        "--database",
                        "lake");

        assertThat(code).isZero();
        assertThat(out.toString())
                .contains("CREATE SCHEMA IF NOT EXISTS \"lake\"")
                .contains("format = 'TEXTFILE'")
                .contains("'s3://example-lake/${date}/${hour}/'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "none --location s3://a/ | There is no stream none",
                "N/A --location s3://a/ | There is no stream N/A",
                "web --location nowhere | is not a location",
                "web --location s3://a/ --layout tree | --layout: tree",
                "web --location s3://a/ --form flat | --form: flat",
                "web --location s3://a/ --dialect hive | --dialect: hive",
                "web --location s3://a/ --database a-b | is not the name of a database",
                "web | --location"
            })
    void wrongUsageSaysWhatIsWrong(String arguments, String message) {
        assertThat(ddl(arguments.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(message);
    }

    @Test
    void queriesAreListedAndPrinted() {
        assertThat(run("athena", "query")).isZero();
        assertThat(out.toString().lines()).hasSize(5).anyMatch(l -> l.startsWith("failure-ratio"));

        assertThat(run("athena", "query", "failure-ratio", "--view", "lake.metrics")).isZero();
        assertThat(out.toString()).contains("FROM \"lake\".\"metrics\"");

        assertThat(run("athena", "query", "none")).isEqualTo(2);
        assertThat(run("athena", "query", "failure-ratio", "--view", "a b")).isEqualTo(2);
    }

    private int ddl(String... arguments) {
        var all = new ArrayList<>(List.of("athena", "ddl", "--streams", folder.toString()));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private int run(String... arguments) {
        CommandLine line = HeadraceCommand.line(Map.of());
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}
